package io.mooring.notifier.announcement;

import io.mooring.notifier.alert.Words;
import io.mooring.notifier.background.PutOff;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.maintenance.HoldWindow;
import io.mooring.notifier.maintenance.KnownWindow;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells what is due, of each window the newest that is true; what else was due is dropped. A window is held meanwhile, so that
 * what is told is not overtaken by an event, and the row and the message commit together.
 */
final class SendDueAnnouncements {

    private static final Logger log = LoggerFactory.getLogger(SendDueAnnouncements.class);
    private static final int AT_ONCE = 50;

    private final Announcements announcements;
    private final HoldWindow windows;
    private final Conversations conversations;
    private final AnnouncementSettings settings;
    private final AnnouncementWords words;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final PutOff<String> putOff;
    private final String link;

    SendDueAnnouncements(
            Announcements announcements,
            HoldWindow windows,
            Conversations conversations,
            AnnouncementSettings settings,
            AnnouncementWords words,
            TransactionalOperator transaction,
            InstantSource clock,
            String consoleUrl) {
        this.announcements = announcements;
        this.windows = windows;
        this.conversations = conversations;
        this.settings = settings;
        this.words = words;
        this.transaction = transaction;
        this.clock = clock;
        this.putOff = new PutOff<>(log, "Maintenance {} cannot be announced", clock);
        this.link = consoleUrl.isEmpty() ? "" : consoleUrl + "/announcements";
    }

    Mono<Void> send() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return announcements
                    .dueWindows(now, putOff.waiting(), AT_ONCE)
                    .collectList()
                    .flatMapIterable(due -> due)
                    .concatMap(window ->
                            putOff.unlessItFails(window, send(window, now).as(transaction::transactional)))
                    .then();
        });
    }

    private Mono<Void> send(String windowId, Instant now) {
        return windows.hold(windowId).flatMap(window -> announcements
                .takeDue(windowId, now)
                .collectList()
                .filter(due -> !due.isEmpty())
                .flatMap(due -> settle(due, window, now)));
    }

    private Mono<Void> settle(List<Announcement> due, KnownWindow window, Instant now) {
        Optional<Announcement> chosen = ChooseAnnouncement.among(due, window, now);
        Mono<Void> others = Flux.fromIterable(due)
                .filter(one -> chosen.filter(one::equals).isEmpty())
                .concatMap(one -> announcements.settle(one.dropped(whyNot(one, window, now)), now))
                .then();
        return others.then(chosen.map(one -> tell(one, window, now)).orElse(Mono.empty()));
    }

    private static String whyNot(Announcement one, KnownWindow window, Instant now) {
        String why = ChooseAnnouncement.whyNot(one, window, now);
        return why.isEmpty() ? "A later one told it" : why;
    }

    private Mono<Void> tell(Announcement one, KnownWindow window, Instant now) {
        return announcements
                .lastTold(window.id())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(last -> {
                    Message message = message(one.kind(), window, last.orElse(null), now);
                    Operation operation = operation(one.kind(), last.isPresent());
                    return Flux.fromIterable(settings.destinations())
                            .concatMap(destination -> say(destination, window.id(), operation, message))
                            .collectList()
                            .flatMap(told -> announcements.settle(settled(one, window, message.words(), told), now));
                });
    }

    private static Operation operation(Kind kind, boolean toldBefore) {
        if (!toldBefore) {
            return Operation.OPEN;
        }
        return kind.isTheLast() ? Operation.CLOSE : Operation.CALL;
    }

    private Message message(Kind kind, KnownWindow window, AnnouncementWords.@Nullable LastTold last, Instant now) {
        return new Message(
                Message.Status.NEWS,
                AnnouncementWords.severity(kind, window),
                words.of(kind, window, last, now),
                List.of(),
                0,
                last == null ? "" : words.headline(kind, window, last, now),
                null,
                link,
                null,
                "");
    }

    private Mono<String> say(String destination, String windowId, Operation operation, Message message) {
        return Mono.defer(() -> conversations.say(destination, "announcement/" + windowId, operation, message))
                .map(_ -> destination) // where nothing is said, nobody is told
                .onErrorResume(IllegalArgumentException.class, unknown -> {
                    log.error("Maintenance {} cannot be announced: {}", windowId, unknown.getMessage());
                    return Mono.empty();
                });
    }

    private Announcement settled(Announcement one, KnownWindow window, Words said, List<String> told) {
        String whyNobody = settings.destinations().isEmpty()
                ? "notifier.announcements.destinations names nobody"
                : "None of the destinations could be told";
        return new Announcement(
                one.id(),
                one.windowId(),
                one.kind(),
                one.dueAt(),
                false,
                told.isEmpty() ? AnnouncementState.DROPPED : AnnouncementState.SENT,
                told.isEmpty() ? whyNobody : null,
                said.title(),
                said.text(),
                window.window().startsAt(),
                window.window().endsAt(),
                told);
    }
}
