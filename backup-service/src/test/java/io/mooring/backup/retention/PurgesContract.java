package io.mooring.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.approval.Decision;
import io.mooring.backup.retention.PurgeItem.Fate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every place for purges must do. */
abstract class PurgesContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<PurgeItem> ITEMS = List.of(
            new PurgeItem("run-2", NOON.minusSeconds(60), Fate.GOES, List.of()),
            new PurgeItem("run-1", NOON.minusSeconds(90), Fate.STAYS, List.of("It is under a legal hold.")));

    private Purges purges;

    /** One without purges. */
    abstract Purges empty();

    @BeforeEach
    void begin() {
        purges = empty();
    }

    @Test
    void givesBackWhatItWasGivenWithAllItsParts() {
        Purge whole = purge("a", "shop", NOON)
                .approved(new Decision(true, "bob", NOON.plusSeconds(5)), ITEMS)
                .completed(
                        List.of(new PurgeItem("run-2", NOON, Fate.REMAINS, List.of("Something is left."))),
                        NOON.plusSeconds(9));
        purges.add(whole).block();

        assertThat(purges.find("a").block()).isEqualTo(whole);
        assertThat(purges.find("b").blockOptional()).isEmpty();
    }

    @Test
    void refusesAChangeOfWhatSomebodyElseChangedMeanwhile() {
        Purge first = purge("a", "shop", NOON);
        purges.add(first).block();

        assertThat(purges.change(first, first.cancelled("ada", NOON)).block()).isTrue();
        Decision yes = new Decision(true, "bob", NOON);
        assertThat(purges.change(first, first.approved(yes, ITEMS)).block()).isFalse();
        assertThat(purges.find("a").block().state()).isEqualTo(PurgeState.CANCELLED);
    }

    @Test
    void listsTheNewestFirstByPlanAndState() {
        Purge a = purge("a", "shop", NOON);
        Purge b = purge("b", "files", NOON).expired(NOON, "Nobody decided within 72 hours.");
        Purge c = purge("c", "shop", NOON);
        List.of(a, b, c).forEach(purge -> purges.add(purge).block());

        assertThat(list(null, null, null, 2)).containsExactly(c, b);
        assertThat(list(null, null, "b", 5)).containsExactly(a);
        assertThat(list("shop", null, null, 5)).containsExactly(c, a);
        assertThat(list(null, PurgeState.EXPIRED, null, 5)).containsExactly(b);
    }

    @Test
    void findsWhatNobodyHasDecidedOn() {
        Purge old = purge("a", "shop", NOON.minusSeconds(2));
        Purge decided = purge("b", "shop", NOON.minusSeconds(2)).cancelled("ada", NOON);
        Purge young = purge("c", "shop", NOON);
        List.of(old, decided, young).forEach(purge -> purges.add(purge).block());

        assertThat(purges.undecidedSince(NOON).collectList().block()).containsExactly(old);
    }

    @Test
    void findsAllThatNobodyHasDecidedOnHoweverManyThereAre() {
        for (int i = 0; i < 250; i++) {
            purges.add(purge("purge-%03d".formatted(i), "shop", NOON.minusSeconds(2)))
                    .block();
        }

        assertThat(purges.undecidedSince(NOON).count().block()).isEqualTo(250);
    }

    @Test
    void isNotDecidedTwice() {
        Purge refused = purge("a", "shop", NOON).refused(new Decision(false, "bob", NOON), "No.");

        assertThatThrownBy(() -> refused.approved(new Decision(true, "eve", NOON), ITEMS))
                .hasMessage("a purge that is refused does not become deleting");
    }

    private List<Purge> list(String planId, PurgeState state, String olderThan, int limit) {
        return purges.list(new Purges.Filter(planId, state, olderThan, limit))
                .collectList()
                .block();
    }

    private static Purge purge(String id, String planId, Instant at) {
        PurgeRequest request = new PurgeRequest(planId, null, "moved to another host", true, "ada", "c-1", null);
        return Purge.requested(id, request, ITEMS, at);
    }
}
