package io.mooring.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

class LiveEventsTest {

    private final AtomicInteger dropped = new AtomicInteger();
    private final LiveEvents live = new LiveEvents(5, 3, dropped::incrementAndGet);

    @Test
    void givesEachBrowserTheTopicsItFollows() {
        Slow browser = new Slow(live.follow(Set.of("a"), null), Long.MAX_VALUE);
        live.publish(event("1", "a"));
        live.publish(event("2", "b"));
        live.publish(event("3", "a"));
        assertThat(browser.seen).containsExactly("1", "3");
    }

    @Test
    void dropsTheOldestOfASlowBrowserAndTellsItHowMany() {
        Slow browser = new Slow(live.follow(Set.of("a"), null), 1);
        for (int i = 1; i <= 6; i++) {
            live.publish(event(String.valueOf(i), "a"));
        }
        browser.request(10);
        assertThat(browser.seen).containsExactly("1", "gap too-slow 2", "4", "5", "6");
        assertThat(dropped).hasValue(2);
    }

    @Test
    void resumesAfterTheLastEventThatWasSeenAcrossTopics() {
        for (int i = 1; i <= 4; i++) {
            live.publish(event(String.valueOf(i), i % 2 == 0 ? "b" : "a"));
        }
        Slow browser = new Slow(live.follow(Set.of("a"), "1"), Long.MAX_VALUE);
        live.publish(event("5", "a"));
        assertThat(browser.seen).containsExactly("3", "5");
    }

    @Test
    void tellsOfAGapWhenTheLastEventIsForgotten() {
        for (int i = 1; i <= 6; i++) {
            live.publish(event(String.valueOf(i), "a"));
        }
        assertThat(new Slow(live.follow(Set.of("a"), "1"), Long.MAX_VALUE).seen)
                .containsExactly("gap too-long-away -1");
        assertThat(new Slow(live.follow(Set.of("a"), "2"), Long.MAX_VALUE).seen).containsExactly("3", "4", "5", "6");
    }

    @Test
    void tellsOfAnInterruptionOnceAndThoseWhoComeMeanwhileToo() {
        live.publish(event("1", "a"));
        Slow early = new Slow(live.follow(Set.of("a"), null), Long.MAX_VALUE);
        live.resume();
        live.interrupt("away");
        live.interrupt("away");
        Slow late = new Slow(live.follow(Set.of("a"), "1"), Long.MAX_VALUE);
        live.resume();
        live.publish(event("2", "a"));
        assertThat(early.seen).containsExactly("interrupted away", "resumed", "2");
        assertThat(late.seen).containsExactly("interrupted away", "resumed", "2");
    }

    @Test
    void doesNotResumeAcrossEventsThatNobodyHasRead() {
        live.publish(event("1", "a"));
        Slow browser = new Slow(live.follow(Set.of("a"), null), Long.MAX_VALUE);
        live.forget();
        live.publish(event("3", "a"));
        assertThat(browser.seen).containsExactly("gap forgotten -1", "3");
        assertThat(new Slow(live.follow(Set.of("a"), "1"), Long.MAX_VALUE).seen)
                .containsExactly("gap too-long-away -1");
    }

    @Test
    void forgetsABrowserThatGoes() {
        Slow browser = new Slow(live.follow(Set.of("a"), null), 1);
        assertThat(live.listening()).isEqualTo(1);
        browser.cancel();
        assertThat(live.listening()).isZero();
    }

    @Test
    void losesNothingBetweenWhatIsRememberedAndWhatIsLive() throws InterruptedException {
        LiveEvents many = new LiveEvents(10_000, 10_000, () -> {});
        many.publish(event("0", "a"));
        Thread publisher = Thread.ofPlatform().start(() -> {
            for (int i = 1; i <= 5_000; i++) {
                many.publish(event(String.valueOf(i), "a"));
            }
        });
        List<Slow> browsers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            browsers.add(new Slow(many.follow(Set.of("a"), "0"), Long.MAX_VALUE));
        }
        assertThat(publisher.join(Duration.ofSeconds(20))).isTrue();
        for (Slow browser : browsers) {
            assertThat(browser.seen).hasSize(5_000);
            assertThat(browser.seen.getFirst()).isEqualTo("1");
            assertThat(browser.seen.getLast()).isEqualTo("5000");
        }
    }

    private static LiveEvent event(String id, String topic) {
        return new LiveEvent(id, "x.Happened", topic, null, Instant.EPOCH, null, null, null, null);
    }

    /** A browser that asks for so many events at first. */
    private static final class Slow extends BaseSubscriber<StreamItem> {

        private final List<String> seen = new ArrayList<>();
        private final long first;

        private Slow(Flux<StreamItem> stream, long first) {
            this.first = first;
            stream.subscribe(this);
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(first);
        }

        @Override
        protected void hookOnNext(StreamItem item) {
            seen.add(
                    switch (item) {
                        case StreamItem.Happened happened -> happened.event().id();
                        case StreamItem.Gap gap -> "gap " + gap.reason() + " " + gap.missed();
                        case StreamItem.Interrupted interrupted -> "interrupted " + interrupted.reason();
                        case StreamItem.Resumed resumed -> "resumed";
                    });
        }
    }
}
