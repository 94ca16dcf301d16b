package io.mooring.embedded.slack;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The limits of a message's text and blocks, as documented.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>
 */
final class SlackBlocks {

    private static final int TEXT = 40_000;
    private static final int BLOCKS = 50;
    private static final int HEADER = 150;
    private static final int SECTION = 3_000;
    private static final int FIELDS = 10;
    private static final int FIELD = 2_000;
    private static final int BUTTONS = 25;
    private static final int BUTTON = 75;
    private static final int ACTION_ID = 255;
    private static final int LINK = 3_000;
    /** Not documented; met in practice as {@code msg_blocks_too_long}. */
    private static final int ALL_BLOCKS = 13_200;

    private SlackBlocks() {}

    /** Slack's code for what is wrong; empty when nothing is. */
    static Optional<String> fault(String text, String blocks) {
        if (text.isBlank() && blocks.isEmpty()) {
            return Optional.of("no_text");
        }
        if (text.length() > TEXT) {
            return Optional.of("msg_too_long");
        }
        return blocks.isEmpty() ? Optional.empty() : ofBlocks(blocks);
    }

    private static Optional<String> ofBlocks(String blocks) {
        try {
            JsonNode all = JsonMapper.shared().readTree(blocks);
            if (!all.isArray()) {
                return Optional.of("invalid_blocks_format");
            }
            boolean fits = all.size() <= BLOCKS && all.valueStream().allMatch(SlackBlocks::fits);
            if (!fits) {
                return Optional.of("invalid_blocks");
            }
            return letters(all) > ALL_BLOCKS ? Optional.of("msg_blocks_too_long") : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.of("invalid_blocks_format");
        }
    }

    private static boolean fits(JsonNode block) {
        return switch (block.path("type").asString("")) {
            case "header" -> fits(block.path("text"), HEADER);
            case "section" -> fitsSection(block);
            case "context" ->
                block.path("elements").size() >= 1
                        && block.path("elements").size() <= FIELDS
                        && block.path("elements").valueStream().allMatch(text -> fits(text, SECTION));
            case "actions" ->
                block.path("elements").size() <= BUTTONS
                        && block.path("elements").valueStream().allMatch(SlackBlocks::fitsButton);
            case "divider" -> true;
            default -> false;
        };
    }

    private static boolean fitsSection(JsonNode section) {
        JsonNode fields = section.path("fields");
        boolean hasText = section.has("text");
        return (hasText || fields.size() > 0)
                && (!hasText || fits(section.path("text"), SECTION))
                && fields.size() <= FIELDS
                && fields.valueStream().allMatch(field -> fits(field, FIELD));
    }

    private static boolean fitsButton(JsonNode button) {
        return fits(button.path("text"), BUTTON)
                && button.path("action_id").asString("").length() <= ACTION_ID
                && button.path("url").asString("").length() <= LINK;
    }

    private static boolean fits(JsonNode text, int most) {
        String words = text.path("text").asString("");
        return !words.isEmpty() && words.length() <= most;
    }

    private static int letters(JsonNode node) {
        int own = node.path("text").isString() ? node.path("text").asString().length() : 0;
        return own + node.valueStream().mapToInt(SlackBlocks::letters).sum();
    }
}
