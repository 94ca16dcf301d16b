package io.mooring.platform.events.deadletter;

import io.mooring.platform.events.deadletter.DeadLetter.State;
import io.mooring.platform.events.deadletter.DeadLetters.Replay.Outcome;
import io.mooring.platform.events.inbox.Subscriptions;
import io.mooring.platform.events.inbox.Subscriptions.Subscription;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Letters from Kafka, decisions from the database, handlers from this service's own consumers. */
final class KafkaDeadLetters implements DeadLetters {

    private static final int PAGE = 200;

    private final Subscriptions subscriptions;
    private final ReadLetters letters;
    private final Decisions decisions;
    private final HandleAgain handler;

    KafkaDeadLetters(Subscriptions subscriptions, ReadLetters letters, Decisions decisions, HandleAgain handler) {
        this.subscriptions = subscriptions;
        this.letters = letters;
        this.decisions = decisions;
        this.handler = handler;
    }

    @Override
    public Mono<List<Source>> sources() {
        return Flux.fromIterable(subscriptions.all())
                .concatMap(source ->
                        waiting(source, null).count().map(count -> new Source(source.topic(), source.group(), count)))
                .collectList();
    }

    @Override
    public Mono<List<DeadLetter>> list(String topic, String group, @Nullable LetterId after, int limit) {
        return source(topic, group).flatMap(source -> page(source, after, limit)
                .flatMap(page -> decided(source, page).map(decided -> page.stream()
                        .map(letter -> letter.describe(decided.getOrDefault(letter.id(), State.WAITING)))
                        .toList())));
    }

    @Override
    public Mono<Replay> replay(String topic, String group, LetterId id, String by) {
        return find(topic, group, id)
                .flatMap(letter -> isWaiting(letter)
                        .flatMap(waiting -> waiting
                                ? handleAgain(letter, by)
                                : Mono.just(new Replay(Outcome.ALREADY_DECIDED, null))))
                .defaultIfEmpty(new Replay(Outcome.UNKNOWN, null));
    }

    @Override
    public Mono<ReplayAll> replayAll(String topic, String group, String by) {
        return source(topic, group).flatMap(source -> {
            Set<@Nullable String> failedKeys = new HashSet<>();
            return waiting(source, null)
                    .concatMap(letter -> failedKeys.contains(letter.key())
                            ? Mono.just(new ReplayAll(0, 0, 1))
                            : handleAgain(letter, by).map(replay -> count(letter, replay, failedKeys)))
                    .reduce(new ReplayAll(0, 0, 0), KafkaDeadLetters::sum);
        });
    }

    @Override
    public Mono<Boolean> drop(String topic, String group, LetterId id, String by) {
        return find(topic, group, id)
                .flatMap(letter -> decisions.note(letter.source(), id, State.DROPPED, by))
                .defaultIfEmpty(false);
    }

    /** The handler's thread blocks, so it is one that may. */
    private Mono<Replay> handleAgain(Letter letter, String by) {
        return Mono.<Void>fromRunnable(() -> handler.handle(letter))
                .subscribeOn(Schedulers.boundedElastic())
                .then(Mono.defer(() -> decisions.note(letter.source(), letter.id(), State.REPLAYED, by)))
                .thenReturn(new Replay(Outcome.REPLAYED, null))
                .onErrorResume(failure -> Mono.just(new Replay(Outcome.FAILED, words(failure))));
    }

    private static ReplayAll count(Letter letter, Replay replay, Set<@Nullable String> failedKeys) {
        if (replay.outcome() == Outcome.REPLAYED) {
            return new ReplayAll(1, 0, 0);
        }
        if (letter.key() != null) {
            failedKeys.add(letter.key());
        }
        return new ReplayAll(0, 1, 0);
    }

    private static ReplayAll sum(ReplayAll one, ReplayAll other) {
        return new ReplayAll(
                one.replayed() + other.replayed(),
                one.failed() + other.failed(),
                one.leftWaiting() + other.leftWaiting());
    }

    /** Page after page to the end of the topic as it was when the last page was read. */
    private Flux<Letter> waiting(Subscription source, @Nullable LetterId after) {
        return page(source, after, PAGE).flatMapMany(page -> {
            Flux<Letter> waiting = decided(source, page).flatMapMany(decided -> Flux.fromIterable(page)
                    .filter(letter -> !decided.containsKey(letter.id())));
            return page.size() < PAGE
                    ? waiting
                    : waiting.concatWith(
                            Flux.defer(() -> waiting(source, page.getLast().id())));
        });
    }

    private Mono<List<Letter>> page(Subscription source, @Nullable LetterId after, int limit) {
        return Mono.fromCallable(() -> letters.after(source, after, limit)).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Letter> find(String topic, String group, LetterId id) {
        LetterId before = new LetterId(id.partition(), id.offset() - 1);
        return source(topic, group)
                .flatMap(source -> page(source, before, 1))
                .flatMapIterable(page -> page)
                .filter(letter -> letter.id().equals(id))
                .next();
    }

    private Mono<Boolean> isWaiting(Letter letter) {
        return decided(letter.source(), List.of(letter)).map(Map::isEmpty);
    }

    private Mono<Map<LetterId, State>> decided(Subscription source, List<Letter> page) {
        return decisions.of(source, page.stream().map(Letter::id).toList());
    }

    private Mono<Subscription> source(String topic, String group) {
        return Mono.justOrEmpty(subscriptions.find(topic, group))
                .switchIfEmpty(Mono.error(() -> new UnknownSource(topic, group)));
    }

    private static String words(Throwable failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
