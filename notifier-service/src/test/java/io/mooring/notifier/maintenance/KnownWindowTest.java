package io.mooring.notifier.maintenance;

import static io.mooring.notifier.maintenance.Told.NOON;
import static io.mooring.notifier.maintenance.Told.change;
import static io.mooring.notifier.maintenance.Told.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KnownWindowTest {

    private static final Window LATER = window(NOON.plus(Duration.ofHours(1)));
    private static final Window LONGER =
            window(LATER.startsAt(), LATER.endsAt().plus(Duration.ofHours(1)), LATER.components());
    private static final List<WindowChange> STORY = List.of(
            change("w", WindowState.PLANNED, window(NOON), NOON.minusSeconds(900)),
            change("w", WindowState.PLANNED, LATER, NOON.minusSeconds(600)),
            change("w", WindowState.STARTED, LATER, LATER.startsAt()),
            change("w", WindowState.PLANNED, LONGER, LATER.startsAt().plusSeconds(60)),
            new WindowChange("w", WindowState.FAILED, LONGER, LONGER.endsAt(), "The disk is dead"));

    private static KnownWindow heard(List<WindowChange> changes) {
        KnownWindow known = KnownWindow.first(changes.getFirst());
        for (WindowChange change : changes.subList(1, changes.size())) {
            known = known.after(change);
        }
        return known;
    }

    @Test
    void showsWhatTheNewestEventSaid() {
        assertThat(heard(STORY))
                .isEqualTo(new KnownWindow(
                        "w",
                        WindowState.FAILED,
                        LONGER,
                        LONGER.endsAt(),
                        LATER.startsAt(),
                        LONGER.endsAt(),
                        "The disk is dead",
                        null));
    }

    @Property(tries = 500)
    void inWhateverOrderAndHoweverOftenTheSameWindowComesOfIt(@ForAll long seed) {
        Random random = new Random(seed);
        List<WindowChange> mixed = new ArrayList<>(STORY);
        for (int i = 0; i < 4; i++) {
            mixed.add(STORY.get(random.nextInt(STORY.size())));
        }
        Collections.shuffle(mixed, random);
        assertThat(heard(mixed)).isEqualTo(heard(STORY));
    }

    @Test
    void mutesOnlyWhileItRunsAndIsNotOverdue() {
        KnownWindow planned = heard(STORY.subList(0, 2));
        KnownWindow running = heard(STORY.subList(0, 3));
        assertThat(planned.mutes()).isFalse();
        assertThat(running.mutes()).isTrue();
        assertThat(running.isOverdue(LATER.endsAt(), Duration.ofMinutes(10))).isFalse();
        Instant late = LATER.endsAt().plus(Duration.ofMinutes(10));
        assertThat(running.isOverdue(late, Duration.ofMinutes(10))).isTrue();
        assertThat(running.overdue(late).mutes()).isFalse();
        assertThat(running.overdue(late).after(STORY.get(3)).mutes())
                .as("extended")
                .isTrue();
        assertThat(heard(STORY).mutes()).isFalse();
    }
}
