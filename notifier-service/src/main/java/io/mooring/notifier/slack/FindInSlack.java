package io.mooring.notifier.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.conversations.ConversationsHistoryRequest;
import com.slack.api.methods.request.conversations.ConversationsRepliesRequest;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks for the message that carries a delivery's id: in the thread it would have replied to, and in the channel. */
final class FindInSlack {

    /** Slack's clock and ours differ; a look-up begins this much earlier. */
    private static final Duration CLOCK_MARGIN = Duration.ofMinutes(2);

    private static final int PAGE = 200;
    private static final int PAGES = 10;
    private static final Set<String> NO_THREAD = Set.of("thread_not_found", "message_not_found");
    private static final Set<String> FOR_NOW = Set.of("internal_error", "fatal_error", "request_timeout");

    private final SlackClient client;

    FindInSlack(SlackClient client) {
        this.client = client;
    }

    Finding find(Envelope envelope, Instant since) {
        try {
            String oldest = Long.toString(since.minus(CLOCK_MARGIN).getEpochSecond());
            SlackReference head = SlackReference.of(envelope.reference());
            boolean replies = envelope.operation() == Operation.CALL || envelope.operation() == Operation.CLOSE;
            Finding inThread = head != null && replies
                    ? search(envelope, cursor -> inThread(envelope, head, oldest, cursor))
                    : new Finding.Absent();
            // A message whose head was gone was posted anew, in the channel.
            return inThread instanceof Finding.Absent
                    ? search(envelope, cursor -> inChannel(envelope, oldest, cursor))
                    : inThread;
        } catch (SlackApiException refusal) {
            return noAnswer(SlackAnswers.of(refusal));
        } catch (IOException fault) {
            return noAnswer(SlackAnswers.of(fault));
        }
    }

    /** @param next where the next page begins; null after the last */
    private record Page(
            @Nullable String error,
            List<Message> messages,
            @Nullable String next) {

        static Page of(
                boolean ok, String error, List<Message> messages, boolean more, @Nullable ResponseMetadata after) {
            String next = more && after != null ? after.getNextCursor() : "";
            return ok
                    ? new Page(null, messages, next == null || next.isBlank() ? null : next)
                    : new Page(error == null ? "no error code" : error, List.of(), null);
        }
    }

    private interface Pages {
        Page from(@Nullable String cursor) throws SlackApiException, IOException;
    }

    private static Finding search(Envelope envelope, Pages pages) throws SlackApiException, IOException {
        String cursor = null;
        for (int number = 0; number < PAGES; number++) {
            Page page = pages.from(cursor);
            if (page.error() != null) {
                return withoutAnswer(page.error());
            }
            for (Message message : page.messages()) {
                if (carries(message, envelope.deliveryId())) {
                    return new Finding.Arrived(head(envelope, message).toString());
                }
            }
            cursor = page.next();
            if (cursor == null) {
                return new Finding.Absent();
            }
        }
        return new Finding.CannotLook("More than " + PAGES * PAGE + " messages since then");
    }

    private Page inThread(Envelope envelope, SlackReference head, String oldest, @Nullable String cursor)
            throws SlackApiException, IOException {
        var answer = methods(envelope)
                .conversationsReplies(ConversationsRepliesRequest.builder()
                        .channel(head.channel())
                        .ts(head.ts())
                        .oldest(oldest)
                        .inclusive(true)
                        .includeAllMetadata(true)
                        .limit(PAGE)
                        .cursor(cursor)
                        .build());
        return Page.of(
                answer.isOk(),
                answer.getError(),
                answer.getMessages(),
                answer.isHasMore(),
                answer.getResponseMetadata());
    }

    private Page inChannel(Envelope envelope, String oldest, @Nullable String cursor)
            throws SlackApiException, IOException {
        var answer = methods(envelope)
                .conversationsHistory(ConversationsHistoryRequest.builder()
                        .channel(envelope.destination().address())
                        .oldest(oldest)
                        .inclusive(true)
                        .includeAllMetadata(true)
                        .limit(PAGE)
                        .cursor(cursor)
                        .build());
        return Page.of(
                answer.isOk(),
                answer.getError(),
                answer.getMessages(),
                answer.isHasMore(),
                answer.getResponseMetadata());
    }

    private MethodsClient methods(Envelope envelope) {
        return client.methods(envelope.destination());
    }

    private static Finding withoutAnswer(String error) {
        if (NO_THREAD.contains(error)) {
            return new Finding.Absent();
        }
        if (SlackAnswers.asksToWait(error)) {
            return noAnswer(SlackAnswers.of(error));
        }
        return FOR_NOW.contains(error)
                ? new Finding.NoAnswer(null, "Slack: " + error)
                : new Finding.CannotLook("Slack: " + error);
    }

    /** A wish to wait is one whatever was asked. */
    private static Finding noAnswer(Answer answer) {
        return new Finding.NoAnswer(answer instanceof Answer.TryAgain again ? again.after() : null, answer.detail());
    }

    /** A reply names the conversation by the message it replies to. */
    private static SlackReference head(Envelope envelope, Message message) {
        SlackReference head = SlackReference.of(envelope.reference());
        boolean reply = message.getThreadTs() != null && !message.getThreadTs().equals(message.getTs());
        return reply && head != null
                ? head
                : new SlackReference(envelope.destination().address(), message.getTs());
    }

    private static boolean carries(Message message, UUID deliveryId) {
        Message.Metadata metadata = message.getMetadata();
        return metadata != null
                && metadata.getEventPayload() != null
                && deliveryId.toString().equals(metadata.getEventPayload().get(WriteToSlack.METADATA_ID));
    }
}
