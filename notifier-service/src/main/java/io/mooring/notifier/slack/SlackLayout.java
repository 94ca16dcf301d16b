package io.mooring.notifier.slack;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.TextObject;
import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as Slack shows it: a headline with a mark, the words, the facts in two columns, a line for each of several
 * alerts, how it stands. Limits are those of <a href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit</a>;
 * all blocks together stay below some 13,000 characters, above which Slack answers {@code msg_blocks_too_long}.
 */
public final class SlackLayout {

    private static final int TITLE = 150;
    private static final int SECTION = 3_000;
    private static final int FIELDS_TOGETHER = 5_000;
    private static final int FIELDS_OF_A_SECTION = 10;
    private static final int CONTEXT = 300;
    private static final int NOTE = 1_000;

    private SlackLayout() {}

    /** One line, for notifications and for readers that show no blocks. */
    public static String line(Message message) {
        return mark(message) + " " + SlackText.escaped(message.words().title(), SECTION);
    }

    /** Everything but buttons. */
    public static List<LayoutBlock> blocks(Message message) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(b -> b.text(
                plainText(SlackText.plain(mark(message) + " " + message.words().title(), TITLE), true))));
        String words = SlackText.escaped(message.words().text(), SECTION);
        // What consists of signs that are left out is as empty as what is empty, and Slack refuses a message for it.
        if (!words.isBlank()) {
            blocks.add(section(b -> b.text(text(words))));
        }
        facts(message.words().facts(), blocks);
        if (!message.lines().isEmpty()) {
            blocks.add(section(b -> b.text(text(lines(message)))));
        }
        blocks.add(context(b -> b.elements(List.of(text(standing(message)), text(origin(message))))));
        return blocks;
    }

    /** A line above the message: what it is, and what is new. */
    public static List<LayoutBlock> note(String what, String remark) {
        String words = remark.isBlank() ? what : what + ": " + SlackText.escaped(remark, NOTE);
        return List.of(section(b -> b.text(text(words))));
    }

    /** A button that leads to the console, for who cannot be told of other buttons; none without a link. */
    public static List<LayoutBlock> link(Message message) {
        return SlackButtons.linkOf(message);
    }

    /** How it stands, in words. */
    private static String standing(Message message) {
        String by = message.by() == null ? "" : " by " + SlackText.escaped(message.by(), CONTEXT);
        return switch (message.status()) {
            case FIRING -> "*Firing*";
            case ACKNOWLEDGED -> ":eyes: *Acknowledged*" + by;
            case RESOLVED -> ":white_check_mark: *Resolved*" + by;
            case NEWS, NOTICE -> "*For information*";
        };
    }

    private static void facts(List<Fact> facts, List<LayoutBlock> blocks) {
        for (int from = 0; from < facts.size(); from += FIELDS_OF_A_SECTION) {
            List<TextObject> fields = facts.subList(from, Math.min(facts.size(), from + FIELDS_OF_A_SECTION)).stream()
                    .<TextObject>map(fact -> text(field(fact, FIELDS_TOGETHER / facts.size())))
                    .toList();
            blocks.add(section(b -> b.fields(fields)));
        }
    }

    private static String field(Fact fact, int most) {
        int each = Math.min(most, 2_000) / 2;
        return "*" + SlackText.escaped(fact.name(), each - 3) + "*\n" + SlackText.escaped(fact.value(), each);
    }

    /** A long line is cut so that every other one keeps its place. */
    private static String lines(Message message) {
        String more = message.more() == 0 ? "" : "\n_" + message.moreInWords() + "_";
        int each = (SECTION - more.length()) / message.lines().size() - 3;
        StringBuilder all = new StringBuilder();
        message.lines().forEach(line -> all.append(all.isEmpty() ? "• " : "\n• ")
                .append(SlackText.escaped(line.replace('\n', ' '), each)));
        return all.append(more).toString();
    }

    private static String origin(Message message) {
        String words = message.severity().name();
        return message.correlationId().isBlank()
                ? words
                : words + " · correlation " + SlackText.escaped(message.correlationId(), CONTEXT);
    }

    private static String mark(Message message) {
        return switch (message.status()) {
            case RESOLVED -> ":white_check_mark:";
            case ACKNOWLEDGED -> ":eyes:";
            case FIRING, NEWS, NOTICE ->
                switch (message.severity()) {
                    case INFO -> ":information_source:";
                    case WARNING -> ":warning:";
                    case CRITICAL -> ":red_circle:";
                    case EMERGENCY -> ":rotating_light:";
                };
        };
    }

    /** Verbatim: Slack makes no links and no mentions of names that it finds in it. */
    private static MarkdownTextObject text(String words) {
        return MarkdownTextObject.builder().text(words).verbatim(true).build();
    }
}
