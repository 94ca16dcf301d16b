package io.mooring.notifier.slack;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.TextObject;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message as Slack shows it: a headline, the words, the facts in two columns. Limits and escaping are those of
 * <a href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit</a>.
 */
final class SlackMessage {

    static final String METADATA_TYPE = "mooring_delivery";
    static final String METADATA_ID = "notification_id";

    private static final int SECTION_LENGTH = 3000;
    private static final int FIELD_LENGTH = 2000;
    private static final int FIELDS = 10;

    private SlackMessage() {}

    static ChatPostMessageRequest request(Envelope envelope) {
        Message notice = envelope.message();
        return ChatPostMessageRequest.builder()
                .channel(envelope.destination().address())
                .text(escape(mark(notice) + " " + notice.words().title()))
                .blocks(blocks(notice))
                .metadata(com.slack.api.model.Message.Metadata.builder()
                        .eventType(METADATA_TYPE)
                        .eventPayload(Map.of(METADATA_ID, envelope.deliveryId().toString()))
                        .build())
                .unfurlLinks(false)
                .unfurlMedia(false)
                .build();
    }

    private static List<LayoutBlock> blocks(Message notice) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(
                b -> b.text(plainText(cut(mark(notice) + " " + notice.words().title(), 150), true))));
        if (!notice.words().text().isBlank()) {
            blocks.add(
                    section(b -> b.text(markdownText(cut(escape(notice.words().text()), SECTION_LENGTH)))));
        }
        if (!notice.words().facts().isEmpty()) {
            List<TextObject> fields = notice.words().facts().stream()
                    .limit(FIELDS)
                    .<TextObject>map(fact ->
                            markdownText(cut("*" + escape(fact.name()) + "*\n" + escape(fact.value()), FIELD_LENGTH)))
                    .toList();
            blocks.add(section(b -> b.fields(fields)));
        }
        blocks.add(context(b -> b.elements(List.of(plainText(origin(notice), false)))));
        return blocks;
    }

    private static String origin(Message notice) {
        String words = notice.severity().name();
        return notice.correlationId().isBlank() ? words : words + " · correlation " + notice.correlationId();
    }

    private static String mark(Message notice) {
        return switch (notice.severity()) {
            case INFO -> ":information_source:";
            case WARNING -> ":warning:";
            case CRITICAL -> ":red_circle:";
            case EMERGENCY -> ":rotating_light:";
        };
    }

    /** Slack's three control characters; without this a table named {@code <!channel>} would page everybody. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
