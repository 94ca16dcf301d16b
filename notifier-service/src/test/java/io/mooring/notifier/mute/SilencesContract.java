package io.mooring.notifier.mute;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.match.Matchers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of silences must do. */
abstract class SilencesContract {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Silences silences;

    /** An empty store. */
    abstract Silences empty();

    @BeforeEach
    void begin() {
        silences = empty();
    }

    @Test
    void whatIsAddedReadsBackAsItWas() {
        Silence silence = silence(1, 0, 60);
        assertThat(add(silence, 9)).isTrue();
        assertThat(find(1)).isEqualTo(silence);
        assertThat(find(2)).isNull();
    }

    @Test
    void onlyThoseThatAreNotOverCountAgainstTheBound() {
        add(silence(1, -60, 0), 2);
        add(silence(2, 0, 60), 2);
        add(silence(3, 30, 60), 2);
        assertThat(add(silence(4, 0, 60), 2)).isFalse();
        assertThat(find(4)).isNull();
        end(3);
        assertThat(add(silence(4, 0, 60), 2)).isTrue();
    }

    @Test
    void listsTheNewestFirstByStateAndPage() {
        add(silence(1, -60, 0), 9);
        add(silence(2, 0, 60), 9);
        add(silence(3, 30, 60), 9);
        add(silence(4, 0, 60), 9);
        assertThat(list(null, null, 9)).containsExactly(id(4), id(3), id(2), id(1));
        assertThat(list(null, null, 2)).containsExactly(id(4), id(3));
        assertThat(list(null, id(3), 9)).containsExactly(id(2), id(1));
        assertThat(list(SilenceState.ACTIVE, null, 9)).containsExactly(id(4), id(2));
        assertThat(list(SilenceState.PENDING, null, 9)).containsExactly(id(3));
        assertThat(list(SilenceState.EXPIRED, null, 9)).containsExactly(id(1));
        assertThat(silences.startedAt(NOON).map(Silence::id).collectList().block())
                .containsExactlyInAnyOrder(id(2), id(4));
    }

    @Test
    void isChangedByWhoKnowsItsVersionAndAsLongAsItIsNotOver() {
        Silence silence = silence(1, 0, 60);
        add(silence, 9);
        Silence longer = silence(1, 0, 90);
        assertThat(change(longer, 1)).isFalse();
        assertThat(change(longer, 0)).isTrue();
        assertThat(change(silence, 0)).as("somebody changed it meanwhile").isFalse();
        assertThat(find(1).endsAt()).isEqualTo(minute(90));
        assertThat(find(1).version()).isEqualTo(1);
        end(1);
        assertThat(change(silence, find(1).version())).as("it is over").isFalse();
    }

    @Test
    void isEndedOnceAndSaysByWhom() {
        add(silence(1, 0, 60), 9);
        add(silence(2, -60, 0), 9);
        assertThat(end(1)).isTrue();
        assertThat(end(1)).isFalse();
        assertThat(end(2)).as("the clock ended it").isFalse();
        assertThat(find(1).ended()).isEqualTo(new Silence.Ended("ann", NOON));
        assertThat(find(1).version()).isEqualTo(1);
        assertThat(list(SilenceState.EXPIRED, null, 9)).containsExactly(id(2), id(1));
    }

    @Test
    void eachTurnIsNoticedOnce() {
        add(silence(1, 10, 20), 9);
        add(silence(2, 15, 60), 9);
        add(silence(3, 10, 20), 9);
        end(3);
        assertThat(turn(9)).isZero();
        assertThat(turn(15)).isEqualTo(2);
        assertThat(turn(15)).isZero();
        assertThat(turn(60)).isEqualTo(2);
        assertThat(turn(600)).isZero();
    }

    @Test
    void aChangeMovesItsTurns() {
        add(silence(1, 0, 20), 9);
        change(silence(1, 0, 40), 0);
        assertThat(turn(20)).isZero();
        assertThat(turn(40)).isEqualTo(1);
    }

    @Test
    void whatIsAboutToEndIsTakenOnceUnlessItIsChanged() {
        add(silence(1, -60, 10), 9);
        add(silence(2, -60, 60), 9);
        add(silence(3, -5, 10), 9);
        add(silence(4, 5, 10), 9);
        assertThat(ending()).as("not the later, the short and the coming one").containsExactly(id(1));
        assertThat(ending()).isEmpty();
        change(silence(1, -60, 12), 0);
        assertThat(ending()).containsExactly(id(1));
        end(1);
        assertThat(ending()).isEmpty();
    }

    private boolean add(Silence silence, int most) {
        return silences.add(silence, most, NOON).block();
    }

    private @Nullable Silence find(int number) {
        return silences.find(id(number)).block();
    }

    private List<UUID> list(@Nullable SilenceState state, @Nullable UUID before, int most) {
        return silences.list(state, NOON, before, most)
                .map(Silence::id)
                .collectList()
                .block();
    }

    private boolean change(Silence silence, long version) {
        return silences.change(silence, version, NOON).block();
    }

    private boolean end(int number) {
        return silences.end(id(number), "ann", NOON).block();
    }

    private long turn(int minute) {
        return silences.turn(minute(minute)).block();
    }

    private List<UUID> ending() {
        return silences.takeEnding(NOON, minute(15), 9)
                .map(Silence::id)
                .collectList()
                .block();
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }

    private static Instant minute(int number) {
        return NOON.plusSeconds(60L * number);
    }

    private static Silence silence(int number, int from, int to) {
        return new Silence(
                id(number),
                Matchers.parse(List.of("team=shop")),
                "It is being repaired",
                "ann",
                NOON,
                minute(from),
                minute(to),
                null,
                0,
                null);
    }
}
