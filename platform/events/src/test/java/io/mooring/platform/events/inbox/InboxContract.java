package io.mooring.platform.events.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What every inbox does. The effect is a row, so that a rollback shows. */
public abstract class InboxContract {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    protected abstract Inbox inbox();

    /** Something that takes part in the inbox's transaction. */
    protected abstract Mono<Void> effect();

    /** How many effects have been committed. */
    protected abstract long effects();

    @Test
    void takesAnEventIntoEffectOnce() {
        assertThat(wait(inbox().once("group", "event", effect()))).isTrue();
        assertThat(wait(inbox().once("group", "event", effect()))).isFalse();
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void keepsConsumersAndEventsApart() {
        assertThat(wait(inbox().once("one", "event", effect()))).isTrue();
        assertThat(wait(inbox().once("other", "event", effect()))).isTrue();
        assertThat(wait(inbox().once("one", "another event", effect()))).isTrue();
        assertThat(effects()).isEqualTo(3);
    }

    @Test
    void rollsBackTheEffectAndTheNoteWhenTheEffectFails() {
        StepVerifier.create(inbox().once("group", "event", effect().then(Mono.error(new IllegalStateException("no")))))
                .expectErrorMessage("no")
                .verify(PATIENCE);
        assertThat(effects()).isZero();
        assertThat(wait(inbox().once("group", "event", effect()))).isTrue();
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void letsOneOfManyConcurrentDuplicatesThrough() {
        Mono<Void> slow = Mono.delay(Duration.ofMillis(50)).then(effect());
        Long applied = Flux.range(0, 6)
                .flatMap(_ -> inbox().once("group", "event", slow), 6)
                .filter(Boolean::booleanValue)
                .count()
                .block(PATIENCE);
        assertThat(applied).isEqualTo(1);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void givesTheTurnToADuplicateThatWaitedForOneThatFailed() {
        Mono<Boolean> failing = inbox().once(
                        "group",
                        "event",
                        Mono.delay(Duration.ofMillis(100)).then(Mono.error(new RuntimeException("no"))))
                .onErrorReturn(false);
        Mono<Boolean> waiting = Mono.delay(Duration.ofMillis(30)).then(inbox().once("group", "event", effect()));
        assertThat(wait(Mono.zip(failing, waiting)).getT2()).isTrue();
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void takesSeveralEventsIntoEffectTogetherAndTellsWhichAreNew() {
        assertThat(wait(inbox().once("group", "b", effect()))).isTrue();
        assertThat(each("a", "b", "c", "a")).containsExactlyInAnyOrder("a", "c");
        assertThat(effects()).as("one effect for both").isEqualTo(2);
        assertThat(each("c", "b", "a")).isEmpty();
        assertThat(effects()).isEqualTo(2);
        assertThat(wait(inbox().once("group", "c", effect()))).isFalse();
    }

    @Test
    void rollsBackAllNotesWhenTheCommonEffectFails() {
        StepVerifier.create(inbox().onceEach("group", List.of("a", "b"), _ -> effect().then(
                                Mono.error(new IllegalStateException("no")))))
                .expectErrorMessage("no")
                .verify(PATIENCE);
        assertThat(effects()).isZero();
        assertThat(each("a", "b")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void letsConcurrentBatchesWithTheSameEventsInAnyOrderThroughOnce() {
        List<Set<String>> fresh = Flux.range(0, 6)
                .flatMap(
                        i -> inbox().onceEach(
                                        "group",
                                        i % 2 == 0 ? List.of("a", "b", "c") : List.of("c", "b", "a"),
                                        _ -> Mono.delay(Duration.ofMillis(20)).then(effect())),
                        6)
                .collectList()
                .block(PATIENCE);
        assertThat(fresh).filteredOn(ids -> !ids.isEmpty()).containsExactly(Set.of("a", "b", "c"));
        assertThat(effects()).isEqualTo(1);
    }

    private Set<String> each(String... events) {
        return wait(inbox().onceEach("group", List.of(events), _ -> effect()));
    }

    private static <T> T wait(Mono<T> mono) {
        return mono.block(PATIENCE);
    }
}
