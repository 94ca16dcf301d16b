package io.mooring.notifier.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.request.chat.ChatPostMessageRequest.ChatPostMessageRequestBuilder;
import com.slack.api.methods.request.chat.ChatUpdateRequest;
import com.slack.api.model.Message.Metadata;
import com.slack.api.model.block.LayoutBlock;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls that post a message, change it, and reply to it. */
final class WriteToSlack {

    static final String METADATA_TYPE = "mooring_delivery";
    static final String METADATA_ID = "notification_id";

    private static final int REMARK = 3_000;
    private static final Set<String> GONE = Set.of(
            "message_not_found",
            "cant_update_message",
            "edit_window_closed",
            "thread_not_found",
            "cannot_reply_to_message");

    private final SlackClient client;
    private final boolean interactive;

    WriteToSlack(SlackClient client, boolean interactive) {
        this.client = client;
        this.interactive = interactive;
    }

    /** A new message. */
    Step post(Envelope envelope) {
        ChatPostMessageRequest request = posting(envelope)
                .channel(envelope.destination().address())
                .text(SlackLayout.line(envelope.message()))
                .blocks(blocks(envelope))
                .build();
        return call(envelope, methods -> {
            var answer = methods.chatPostMessage(request);
            return step(answer, answer.getChannel(), answer.getTs());
        });
    }

    /** Without metadata: the message keeps those it was posted with. The default parse mode of an update would make links of names. */
    Step edit(Envelope envelope, SlackReference head) {
        ChatUpdateRequest request = ChatUpdateRequest.builder()
                .channel(head.channel())
                .ts(head.ts())
                .text(SlackLayout.line(envelope.message()))
                .blocks(blocks(envelope))
                .parse("none")
                .linkNames(false)
                .build();
        return call(envelope, methods -> step(methods.chatUpdate(request), head.channel(), head.ts()));
    }

    /** In the thread; what is grave is shown in the channel too, where it is heard. */
    Step reply(Envelope envelope, SlackReference head) {
        boolean aloud = envelope.operation() == Operation.CALL
                && !Severity.CRITICAL.isGraverThan(envelope.message().severity());
        ChatPostMessageRequest request = posting(envelope)
                .channel(head.channel())
                .threadTs(head.ts())
                .replyBroadcast(aloud)
                .text(remark(envelope.message()))
                .build();
        return call(envelope, methods -> step(methods.chatPostMessage(request), head.channel(), head.ts()));
    }

    private static String remark(Message message) {
        String remark = SlackText.escaped(message.remark(), REMARK);
        return remark.isBlank() ? SlackLayout.line(message) : remark;
    }

    private static ChatPostMessageRequestBuilder posting(Envelope envelope) {
        return ChatPostMessageRequest.builder()
                .metadata(Metadata.builder()
                        .eventType(METADATA_TYPE)
                        .eventPayload(Map.of(METADATA_ID, envelope.deliveryId().toString()))
                        .build())
                .unfurlLinks(false)
                .unfurlMedia(false);
    }

    private List<LayoutBlock> blocks(Envelope envelope) {
        return Stream.concat(
                        SlackLayout.blocks(envelope.message()).stream(),
                        SlackButtons.of(envelope, interactive).stream())
                .toList();
    }

    private interface Call {
        Step make(MethodsClient methods) throws SlackApiException, IOException;
    }

    private Step call(Envelope envelope, Call call) {
        try {
            return call.make(client.methods(envelope.destination()));
        } catch (SlackApiException refusal) {
            return new Step.Failed(SlackAnswers.of(refusal));
        } catch (IOException fault) {
            return new Step.Failed(SlackAnswers.of(fault));
        }
    }

    private static Step step(SlackApiTextResponse answer, @Nullable String channel, @Nullable String ts) {
        String error = answer.getError();
        if (answer.isOk()) {
            return channel == null || ts == null
                    ? new Step.Failed(new Answer.Unknown("Slack said ok and did not name the message"))
                    : new Step.Done(new SlackReference(channel, ts));
        }
        return error != null && GONE.contains(error) ? new Step.Gone(error) : new Step.Failed(SlackAnswers.of(error));
    }
}
