package io.mooring.backup.verify;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.VerificationSettings;
import io.mooring.backup.VerificationSettings.Timetable;
import io.mooring.backup.plan.Schedule;
import io.mooring.backup.verify.VerificationDues.Due;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When the settings want each plan verified. Read at start: a schedule that is none stops it and says why. */
@Component
final class Timetables implements RestoreTestTimetable {

    private static final String MONTHLY_CHECKSUMS = "0 4 15 * *";
    private static final String MONTHLY_RESTORE_TEST = "0 4 1 * *";

    private record Key(String planId, VerificationKind kind) {}

    private final Map<Key, Schedule> schedules = new LinkedHashMap<>();

    Timetables(BackupSettings settings) {
        List<String> faults = new ArrayList<>();
        for (PlanSettings plan : settings.plans()) {
            if (plan.enabled()) {
                for (VerificationKind kind : VerificationKind.values()) {
                    add(plan.id(), kind, timetable(plan, kind, settings.verification()), faults);
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("backup.verification: " + String.join("; ", faults));
        }
    }

    /** Every plan's next time after this one. */
    List<Due> after(Instant now) {
        return schedules.entrySet().stream()
                .map(entry -> new Due(
                        entry.getKey().planId(),
                        entry.getKey().kind(),
                        words(entry.getValue()),
                        next(entry.getKey(), now).orElse(null),
                        null))
                .toList();
    }

    /** The time that follows a due one. Empty when it never comes again. */
    Optional<Instant> next(Due due, Instant now) {
        return next(new Key(due.planId(), due.kind()), now);
    }

    @Override
    public Optional<Instant> nextRestoreTest(String planId, Instant after) {
        return next(new Key(planId, VerificationKind.RESTORE_TEST), after);
    }

    private Optional<Instant> next(Key key, Instant now) {
        // Plans with the same timetable are not verified at the same moment: the jitter depends on this name.
        return Optional.ofNullable(schedules.get(key))
                .flatMap(schedule ->
                        schedule.nextAfter(now, key.planId() + "/" + key.kind().word()));
    }

    private void add(String planId, VerificationKind kind, Timetable timetable, List<String> faults) {
        if (!timetable.enabled()) {
            return;
        }
        String cron = timetable.cron();
        try {
            schedules.put(
                    new Key(planId, kind),
                    Schedule.of(cron == null ? usual(kind) : cron, timetable.zone(), timetable.jitter()));
        } catch (IllegalArgumentException fault) {
            faults.add(kind.word() + " of the plan '" + planId + "': " + fault.getMessage());
        }
    }

    private static Timetable timetable(PlanSettings plan, VerificationKind kind, VerificationSettings all) {
        VerificationSettings.@Nullable OfPlan own = plan.verification();
        return switch (kind) {
            case CHECKSUMS -> own == null || own.checksums() == null ? all.checksums() : own.checksums();
            case RESTORE_TEST -> own == null || own.restoreTest() == null ? all.restoreTest() : own.restoreTest();
        };
    }

    private static String usual(VerificationKind kind) {
        return switch (kind) {
            case CHECKSUMS -> MONTHLY_CHECKSUMS;
            case RESTORE_TEST -> MONTHLY_RESTORE_TEST;
        };
    }

    private static String words(Schedule schedule) {
        return schedule.cron() + " " + schedule.zone() + " " + schedule.jitter();
    }
}
