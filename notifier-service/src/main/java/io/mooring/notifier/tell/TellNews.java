package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.tell.NewsRows.Row;
import io.mooring.platform.events.EventContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells news where routes say, in the caller's transaction: one by one, each in a conversation of its own, until too many come at
 * once; the rest are told in one digest, so that ten thousand of them are a few messages. Graver news than INFO waits for no digest;
 * where only hours keep it back, {@link TellHeldNews} tells it when they begin. What nobody is told of is written down, too.
 */
final class TellNews {

    private final DecideTelling decide;
    private final News news;
    private final Conversations conversations;
    private final ComposeMessage compose;
    private final SayNewsDigests digests;
    private final NewsSettings settings;
    private final Supplier<UUID> ids;

    TellNews(
            DecideTelling decide,
            News news,
            Conversations conversations,
            ComposeMessage compose,
            SayNewsDigests digests,
            NewsSettings settings,
            Supplier<UUID> ids) {
        this.decide = decide;
        this.news = news;
        this.conversations = conversations;
        this.compose = compose;
        this.digests = digests;
        this.settings = settings;
        this.ids = ids;
    }

    Mono<Void> tell(List<Alert> all, Instant now) {
        Map<String, List<Alert>> byDestination = new TreeMap<>();
        List<Row> kept = new ArrayList<>();
        for (Alert one : all) {
            Decision decision = decide.of(one, null, now);
            decision.now().forEach(choice -> byDestination
                    .computeIfAbsent(choice.destination(), name -> new ArrayList<>())
                    .add(one));
            if (decision.now().isEmpty()) {
                kept.addAll(kept(one, decision));
            }
        }
        return news.kept(kept, now).then(byDestination.isEmpty() ? Mono.empty() : tell(byDestination, now));
    }

    private Mono<Void> tell(Map<String, List<Alert>> byDestination, Instant now) {
        return news.hold()
                .thenMany(Flux.fromIterable(byDestination.entrySet()))
                .concatMap(entry -> at(entry.getKey(), entry.getValue(), now))
                .then();
    }

    /** Mere news waits for no hours: it would be none by then. Graver news is worth knowing in the morning. */
    private static List<Row> kept(Alert one, Decision decision) {
        Muted hours = decision.heldBy();
        if (hours == null || hours.until() == null || decision.to().isEmpty() || !isGrave(one)) {
            return List.of(new Row(one, "", null, null, hours == null ? decision.inWords() : hours.why() + "."));
        }
        return decision.to().stream()
                .map(choice -> new Row(one, choice.destination(), null, hours.until(), hours.why() + "."))
                .toList();
    }

    private Mono<Void> at(String destination, List<Alert> all, Instant now) {
        List<Alert> grave = all.stream().filter(TellNews::isGrave).toList();
        List<Alert> mere = all.stream().filter(one -> !isGrave(one)).toList();
        return news.told(grave, destination, null, now)
                .then(alone(destination, grave))
                .then(mere.isEmpty() ? Mono.empty() : mere(destination, mere, now));
    }

    private static boolean isGrave(Alert one) {
        return one.severity().isGraverThan(Severity.INFO);
    }

    private Mono<Void> mere(String destination, List<Alert> mere, Instant now) {
        return Mono.zip(
                        news.alone(destination, now.minus(settings.within())),
                        news.open(destination)
                                .filter(digest -> !digest.isOver(now, settings))
                                .singleOptional())
                .flatMap(lately -> mere(destination, mere, lately.getT1(), lately.getT2(), now));
    }

    private Mono<Void> mere(String destination, List<Alert> mere, int before, Optional<NewsDigest> open, Instant now) {
        int room = open.isPresent() ? 0 : Math.clamp(settings.most() - before, 0, mere.size());
        List<Alert> first = mere.subList(0, room);
        List<Alert> rest = mere.subList(room, mere.size());
        Mono<Void> one = first.isEmpty()
                ? Mono.empty()
                : news.told(first, destination, null, now).then(alone(destination, first));
        return rest.isEmpty() ? one : one.then(together(destination, rest, open, now));
    }

    /** One event may be news in several ways: each has a conversation of its own. */
    private Mono<Void> alone(String destination, List<Alert> all) {
        return Flux.fromIterable(all)
                .concatMap(one -> conversations
                        .say(destination, "news/" + one.id(), Operation.OPEN, compose.news(one))
                        .contextWrite(context -> one.origin().traceparent() == null
                                ? context
                                : context.put(
                                        EventContext.TRACEPARENT, one.origin().traceparent())))
                .then();
    }

    private Mono<Void> together(String destination, List<Alert> rest, Optional<NewsDigest> open, Instant now) {
        NewsDigest digest = open.orElseGet(() -> NewsDigest.open(ids.get(), destination, now))
                .joinedBy(rest.size(), now);
        Mono<Void> saved = news.save(digest).then(news.told(rest, destination, digest.id(), now));
        return open.isPresent() ? saved : saved.then(digests.say(digest, Operation.OPEN));
    }
}
