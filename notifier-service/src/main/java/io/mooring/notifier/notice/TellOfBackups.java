package io.mooring.notifier.notice;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.events.EventHandler;
import io.mooring.platform.events.ReceivedEvent;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Mono;

/** Says in Slack what backup events somebody must be told of; all others pass. */
final class TellOfBackups implements EventHandler {

    private static final String DESTINATION = "slack-ops";

    private final BackupNotices notices;
    private final Conversations conversations;
    private final Severity atLeast;

    TellOfBackups(BackupNotices notices, Conversations conversations, Severity atLeast) {
        this.notices = notices;
        this.conversations = conversations;
        this.atLeast = atLeast;
    }

    @Override
    public boolean concerns(ReceivedEvent<? extends SpecificRecord> event) {
        return notices.of(event).isPresent();
    }

    @Override
    public Mono<Void> handle(ReceivedEvent<? extends SpecificRecord> event) {
        return Mono.justOrEmpty(notices.of(event))
                .filter(notice -> notice.severity().compareTo(atLeast) >= 0)
                .flatMap(notice ->
                        conversations.say(DESTINATION, "event/" + notice.eventId(), Operation.OPEN, message(notice)))
                .then();
    }

    private static Message message(Notice notice) {
        Words words = new Words(
                notice.title(),
                notice.text(),
                notice.facts().stream()
                        .map(fact -> new Fact(fact.name(), fact.value()))
                        .toList());
        return Message.news(notice.severity(), words, "", notice.correlationId());
    }
}
