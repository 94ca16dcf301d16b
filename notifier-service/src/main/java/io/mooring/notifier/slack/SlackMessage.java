package io.mooring.notifier.slack;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.model.Message;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.TextObject;
import io.mooring.notifier.notice.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A notice as Slack shows it: a headline, the words, the facts in two columns. Limits and escaping are those of
 * <a href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit</a>.
 */
final class SlackMessage {

    static final String METADATA_TYPE = "mooring_delivery";
    static final String METADATA_ID = "notification_id";

    private static final int SECTION_LENGTH = 3000;
    private static final int FIELD_LENGTH = 2000;
    private static final int FIELDS = 10;

    private SlackMessage() {}

    static ChatPostMessageRequest request(UUID deliveryId, String channel, Notice notice) {
        return ChatPostMessageRequest.builder()
                .channel(channel)
                .text(escape(mark(notice) + " " + notice.title()))
                .blocks(blocks(notice))
                .metadata(Message.Metadata.builder()
                        .eventType(METADATA_TYPE)
                        .eventPayload(Map.of(METADATA_ID, deliveryId.toString()))
                        .build())
                .unfurlLinks(false)
                .unfurlMedia(false)
                .build();
    }

    private static List<LayoutBlock> blocks(Notice notice) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(b -> b.text(plainText(cut(mark(notice) + " " + notice.title(), 150), true))));
        if (!notice.text().isBlank()) {
            blocks.add(section(b -> b.text(markdownText(cut(escape(notice.text()), SECTION_LENGTH)))));
        }
        if (!notice.facts().isEmpty()) {
            List<TextObject> fields = notice.facts().stream()
                    .limit(FIELDS)
                    .<TextObject>map(fact ->
                            markdownText(cut("*" + escape(fact.name()) + "*\n" + escape(fact.value()), FIELD_LENGTH)))
                    .toList();
            blocks.add(section(b -> b.fields(fields)));
        }
        blocks.add(context(b -> b.elements(List.of(plainText(origin(notice), false)))));
        return blocks;
    }

    private static String origin(Notice notice) {
        String words = notice.severity() + " · " + notice.eventType();
        return notice.correlationId().isBlank() ? words : words + " · correlation " + notice.correlationId();
    }

    private static String mark(Notice notice) {
        return switch (notice.severity()) {
            // Not everything that calls nobody went well: a cancelled backup did not.
            case INFO -> notice.eventType().endsWith("Completed") ? ":white_check_mark:" : ":information_source:";
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
