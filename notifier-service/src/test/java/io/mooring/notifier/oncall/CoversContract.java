package io.mooring.notifier.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of covers must do. */
abstract class CoversContract {

    private static final Cover EARLY = Rosters.cover(1, "ann", "2026-01-05T08:00:00Z", "2026-01-05T10:00:00Z");
    private static final Cover LATE = Rosters.cover(2, "bob", "2026-01-05T10:00:00Z", "2026-01-05T12:00:00Z");

    private Covers covers;

    /** An empty store. */
    abstract Covers empty();

    @BeforeEach
    void begin() {
        covers = empty();
        covers.add(EARLY).block();
        covers.add(LATE).block();
    }

    @Test
    void findsThoseThatHoldAtSomeMomentBetween() {
        assertThat(between("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z")).containsExactly(EARLY);
        assertThat(between("2026-01-05T10:00:00Z", "2026-01-05T10:00:01Z")).containsExactly(LATE);
        assertThat(between("2026-01-05T09:59:59Z", "2026-01-05T10:00:01Z")).containsExactlyInAnyOrder(EARLY, LATE);
        assertThat(between("2026-01-05T12:00:00Z", "2026-01-06T00:00:00Z")).isEmpty();
    }

    @Test
    void oneThatIsTakenBackNoLongerHoldsAndIsTakenBackOnce() {
        assertThat(covers.remove(EARLY.id(), "eve", EARLY.from()).block()).isEqualTo(EARLY);
        assertThat(covers.remove(EARLY.id(), "eve", EARLY.from()).block()).isNull();
        assertThat(between("2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z")).containsExactly(LATE);
    }

    @Test
    void listsThoseThatAreNotOverTheLatestFirstInPages() {
        Instant now = Instant.parse("2026-01-05T09:00:00Z");
        assertThat(covers.notOver(now, null, 1).collectList().block()).containsExactly(LATE);
        assertThat(covers.notOver(now, LATE.id(), 5).collectList().block()).containsExactly(EARLY);
        assertThat(covers.notOver(EARLY.to(), null, 5).collectList().block()).containsExactly(LATE);
    }

    private List<Cover> between(String from, String to) {
        return covers.between(Instant.parse(from), Instant.parse(to))
                .collectList()
                .block();
    }
}
