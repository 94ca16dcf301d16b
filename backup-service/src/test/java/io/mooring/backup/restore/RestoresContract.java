package io.mooring.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.run.RunFailure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every place for restores must do. */
abstract class RestoresContract {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Restores restores;

    /** One without restores. */
    abstract Restores empty();

    @BeforeEach
    void begin() {
        restores = empty();
    }

    @Test
    void givesBackWhatItWasGivenWithAllItsParts() {
        Restore whole = queued("a", "shop")
                .started(NOON)
                .reading("bucket")
                .making(new Switching("live__restoring_1", 17L, 16L, "live__before_1"))
                .remarking(List.of("Something."))
                .completed(
                        new RestoreProgress(RestorePhase.SWITCHING, 5, 5L, null, null, 3L, 3L, null),
                        "live__before_1",
                        NOON.plusSeconds(9))
                .wishing(Wish.Kind.UNDO, "ada", NOON.plusSeconds(10));
        restores.add(whole).block();

        assertThat(restores.find("a").block()).isEqualTo(whole);
        assertThat(restores.find("b").blockOptional()).isEmpty();
    }

    @Test
    void keepsAFailureAndADecision() {
        Restore failed = Restore.requested("a", request("shop", RestoreTargetKind.LIVE_DATABASE), NOON)
                .approved("bob", NOON)
                .failed(new RunFailure("no-space", "Full.", "Free some."), NOON);
        restores.add(failed).block();

        assertThat(restores.find("a").block()).isEqualTo(failed);
    }

    @Test
    void refusesAChangeOfWhatSomebodyElseChangedMeanwhile() {
        Restore first = queued("a", "shop");
        restores.add(first).block();

        assertThat(restores.change(first, first.started(NOON)).block()).isTrue();
        assertThat(restores.change(first, first.cancelled("ada", NOON)).block()).isFalse();

        assertThat(restores.find("a").block().state()).isEqualTo(RestoreState.RUNNING);
        assertThat(restores.change(
                                queued("none", "shop"), queued("none", "shop").started(NOON))
                        .block())
                .isFalse();
    }

    @Test
    void writesDownProgressOnlyWhileItRuns() {
        Restore waiting = queued("a", "shop");
        restores.add(waiting).block();
        RestoreProgress progress = new RestoreProgress(
                RestorePhase.FETCHING_WAL, 7, 70L, 7L, 9L, null, null, new WalProgress(1, 3, 7, 50, 0, null));

        restores.progress("a", progress).block();
        assertThat(restores.find("a").block().progress()).isEqualTo(RestoreProgress.NONE);
        Restore running = waiting.started(NOON);
        restores.change(waiting, running).block();
        restores.progress("a", progress).block();

        assertThat(restores.find("a").block().progress()).isEqualTo(progress);
        assertThat(restores.change(running, running.reading("nas")).block())
                .as("progress is no change")
                .isTrue();
    }

    @Test
    void listsNewestFirstByPlanAndState() {
        restores.add(queued("a", "shop")).block();
        restores.add(queued("b", "crm")).block();
        restores.add(queued("c", "shop").started(NOON)).block();

        assertThat(ids(null, null, null, 10)).containsExactly("c", "b", "a");
        assertThat(ids(null, null, null, 2)).containsExactly("c", "b");
        assertThat(ids("shop", null, null, 10)).containsExactly("c", "a");
        assertThat(ids("shop", RestoreState.QUEUED, null, 10)).containsExactly("a");
        assertThat(ids(null, null, "c", 10)).containsExactly("b", "a");
    }

    private List<String> ids(String planId, RestoreState state, String olderThan, int limit) {
        return restores.list(new Restores.Filter(planId, state, olderThan, limit))
                .map(Restore::id)
                .collectList()
                .block();
    }

    private static Restore queued(String id, String planId) {
        return Restore.requested(id, request(planId, RestoreTargetKind.NEW_DATABASE), NOON);
    }

    static RestoreRequest request(String planId, RestoreTargetKind kind) {
        return new RestoreRequest(
                "run", planId, "The " + planId, null, kind, "copy", List.of("public.a"), null, "ada", "c", null);
    }
}
