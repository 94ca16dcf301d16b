package io.mooring.notifier.slackwebhook;

import com.google.gson.Gson;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.json.GsonFactory;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.slack.SlackLayout;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The body of a call: what is new first, since nothing shows which earlier message it belongs to. */
final class WebhookPayload {

    private static final Gson GSON = GsonFactory.createSnakeCase();

    private WebhookPayload() {}

    static String of(Envelope envelope) {
        Message message = envelope.message();
        String line = envelope.operation() == Operation.OPEN
                ? SlackLayout.line(message)
                : "Update of an earlier message: " + SlackLayout.line(message);
        List<LayoutBlock> blocks = Stream.of(note(envelope), SlackLayout.blocks(message), SlackLayout.link(message))
                .flatMap(List::stream)
                .toList();
        return GSON.toJson(Map.of("text", line, "blocks", blocks, "unfurl_links", false, "unfurl_media", false));
    }

    private static List<LayoutBlock> note(Envelope envelope) {
        return switch (envelope.operation()) {
            case OPEN -> List.of();
            case UPDATE, CALL, CLOSE ->
                SlackLayout.note(
                        "Update of an earlier message", envelope.message().remark());
        };
    }
}
