package io.mooring.embedded.slack;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The limits of a message's text, and of its blocks together, as documented.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>
 */
final class SlackBlocks {

    private static final int TEXT = 40_000;
    private static final int BLOCKS = 50;
    /** For {@code msg_blocks_too_long}; the number is not documented, but met in practice. */
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
            boolean fits = all.size() <= BLOCKS && all.valueStream().allMatch(SlackBlock::fits);
            if (!fits) {
                return Optional.of("invalid_blocks");
            }
            return letters(all) > ALL_BLOCKS ? Optional.of("msg_blocks_too_long") : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.of("invalid_blocks_format");
        }
    }

    private static int letters(JsonNode node) {
        int own = node.path("text").isString() ? node.path("text").asString().length() : 0;
        return own + node.valueStream().mapToInt(SlackBlocks::letters).sum();
    }
}
