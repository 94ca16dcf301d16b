package io.mooring.backup.fresh;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.drill.DrillDues;
import io.mooring.backup.drill.DrillDues.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Drills are of the whole installation: an overdue one belongs to no plan and is told under a name of its own. */
@Component
final class ExpectDrills implements Expectations {

    static final String SUBJECT = "recovery-drills";
    private static final String NAME = "this installation";

    private final DrillDues dues;
    private final Duration grace;

    ExpectDrills(DrillDues dues, BackupSettings settings) {
        this.dues = dues;
        this.grace = settings.overdue().drill();
    }

    @Override
    public Flux<Expected> at(Instant now) {
        return dues.get(now).map(this::of).flux();
    }

    private Expected of(Due due) {
        return new Expected(
                SUBJECT, NAME, Expected.Kind.RECOVERY_DRILL, due.lastDoneAt(), grace, from -> Optional.ofNullable(
                                due.lastDueAt())
                        .filter(wanted -> wanted.isAfter(from)));
    }
}
