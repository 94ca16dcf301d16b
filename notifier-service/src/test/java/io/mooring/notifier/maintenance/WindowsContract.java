package io.mooring.notifier.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.maintenance.Comparison.Line;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of maintenance windows must do. */
abstract class WindowsContract {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Line SLOW = new Line("slow", Severity.WARNING, "It is slow");
    private static final Line DOWN = new Line("down", Severity.CRITICAL, "It is down");

    private Windows windows;

    /** An empty store. */
    abstract Windows empty();

    @BeforeEach
    void begin() {
        windows = empty();
    }

    @Test
    void whatIsKeptLastReadsBackAsItWas() {
        assertThat(windows.hold("w").block()).isNull();
        keep(window("w", WindowState.PLANNED, 60, null));
        KnownWindow ended = window("w", WindowState.FAILED, 60, 30);
        keep(ended);
        assertThat(windows.hold("w").block()).isEqualTo(ended);
    }

    @Test
    void thoseRunThatStartedAndAreNotOverdue() {
        keep(window("planned", WindowState.PLANNED, 60, null));
        keep(window("two", WindowState.STARTED, 60, null));
        keep(window("one", WindowState.STARTED, 60, null));
        keep(window("over", WindowState.COMPLETED, 60, 30));
        keep(window("late", WindowState.STARTED, 10, null).overdue(minute(20)));
        assertThat(windows.running().map(KnownWindow::id).collectList().block()).containsExactly("one", "two");
    }

    @Test
    void thoseAreOverdueThatRunAndShouldHaveEnded() {
        keep(window("second", WindowState.STARTED, 20, null));
        keep(window("first", WindowState.STARTED, 10, null));
        keep(window("later", WindowState.STARTED, 21, null));
        keep(window("planned", WindowState.PLANNED, 10, null));
        keep(window("known", WindowState.STARTED, 10, null).overdue(minute(15)));
        assertThat(overdue(20, 9)).containsExactly("first", "second");
        assertThat(overdue(20, 1)).containsExactly("first");
        assertThat(windows.overdue(minute(20), List.of("first"), 1)
                        .collectList()
                        .block())
                .containsExactly("second");
    }

    @Test
    void comparisonsAreListedFromTheNewestEnd() {
        Comparison left = new Comparison(part(DOWN), Comparison.Part.NONE, part(SLOW));
        keep(window("old", WindowState.COMPLETED, 60, -1));
        keep(window("first", WindowState.COMPLETED, 60, 0));
        keep(window("second", WindowState.FAILED, 60, 5));
        keep(window("not compared", WindowState.COMPLETED, 60, 5));
        keep(window("runs", WindowState.STARTED, 60, null));
        for (String id : List.of("old", "first", "second", "runs")) {
            windows.keepComparison(id, left).block();
        }
        assertThat(windows.compared(NOON, 9).collectList().block())
                .containsExactly(
                        new Windows.Compared(window("second", WindowState.FAILED, 60, 5), left),
                        new Windows.Compared(window("first", WindowState.COMPLETED, 60, 0), left));
        assertThat(windows.compared(NOON, 1).collectList().block()).hasSize(1);
    }

    private static Comparison.Part part(Line line) {
        return new Comparison.Part(1_234, List.of(line));
    }

    private void keep(KnownWindow window) {
        windows.keep(window).block();
    }

    private List<String> overdue(int minute, int most) {
        return windows.overdue(minute(minute), List.of(), most).collectList().block();
    }

    private static Instant minute(int number) {
        return NOON.plusSeconds(60L * number);
    }

    private static KnownWindow window(String id, WindowState state, int plannedEnd, @Nullable Integer end) {
        return new KnownWindow(
                id,
                state,
                new Window(
                        "New disks",
                        "One after the other",
                        List.of("db"),
                        Window.Impact.DEGRADED,
                        minute(-60),
                        minute(plannedEnd),
                        true,
                        "ann"),
                NOON,
                state == WindowState.PLANNED ? null : minute(-30),
                end == null ? null : minute(end),
                "because",
                null);
    }
}
