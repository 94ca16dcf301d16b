package io.mooring.notifier.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CoverWishTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final OnCall KNOWN = Rosters.onCall(
            Rosters.schedule(new Layer(Rosters.rotation(Turn.DAILY, "09:00", "2026-01-05", "ann", "bob"), null)));

    @Test
    void remembersWhoseTurnItWas() {
        Cover cover = cover(new CoverWish("ops", "eve", NOW, NOW.plus(Duration.ofDays(2)), " A wedding "));
        assertThat(cover.covers()).containsExactly("ann", "bob");
        assertThat(cover.reason()).isEqualTo("A wedding");
    }

    @Test
    void timesAreAsRowsKeepThem() {
        Cover cover = cover(new CoverWish("ops", "eve", NOW.plusNanos(1_999), NOW.plusNanos(7_001), "why"));
        assertThat(cover.from()).isEqualTo(NOW.plusNanos(1_000));
        assertThat(cover.to()).isEqualTo(NOW.plusNanos(7_000));
    }

    @Test
    void isRefusedWithEveryFault() {
        assertThat(faults(new CoverWish("nights", "ghost", null, NOW, " ")))
                .containsExactly("schedule", "person", "reason", "from");
        assertThat(faults(new CoverWish("ops", "eve", NOW, null, "why"))).containsExactly("to");
        assertThat(faults(new CoverWish("ops", "eve", null, null, "why"))).containsExactly("from", "to");
        assertThat(faults(new CoverWish("ops", "eve", NOW, NOW, "why"))).containsExactly("to");
        assertThat(faults(new CoverWish("ops", "eve", NOW.minusSeconds(9), NOW, "why")))
                .containsExactly("to");
        assertThat(faults(new CoverWish("ops", "eve", NOW, NOW.plus(Duration.ofDays(8)), "why")))
                .containsExactly("to");
        assertThat(faults(new CoverWish("ops", "eve", Instant.MIN, Instant.MAX, "why")))
                .containsExactly("to");
        assertThat(faults(new CoverWish("ops", "eve", Instant.MAX.minusSeconds(9), Instant.MAX, "why")))
                .containsExactly("from");
    }

    private static Iterable<String> faults(CoverWish wish) {
        java.util.List<String> fields = new java.util.ArrayList<>();
        assertThatThrownBy(() -> cover(wish)).isInstanceOfSatisfying(ProblemException.class, problem -> problem.faults()
                .forEach((FieldFault fault) -> fields.add(fault.field())));
        return fields;
    }

    private static Cover cover(CoverWish wish) {
        return wish.cover(new UUID(0, 1), KNOWN, Duration.ofDays(7), "ann", NOW);
    }
}
