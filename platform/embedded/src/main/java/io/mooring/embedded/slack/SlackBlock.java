package io.mooring.embedded.slack;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The limits of one block and what is in it, as documented, for the kinds that a message about an alert needs.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>
 * @see <a href="https://docs.slack.dev/reference/block-kit/block-elements/button-element">Button</a>
 */
final class SlackBlock {

    private static final int HEADER = 150;
    private static final int SECTION = 3_000;
    private static final int FIELDS = 10;
    private static final int FIELD = 2_000;
    private static final int BUTTONS = 25;
    private static final int BUTTON = 75;
    private static final int ACTION_ID = 255;
    private static final int LINK = 3_000;
    private static final int VALUE = 2_000;
    private static final String PLAIN = "plain_text";

    private SlackBlock() {}

    static boolean fits(JsonNode block) {
        return switch (block.path("type").asString("")) {
            case "header" -> isPlain(block.path("text"), HEADER);
            case "section" -> fitsSection(block);
            case "context" ->
                block.path("elements").size() >= 1
                        && block.path("elements").size() <= FIELDS
                        && block.path("elements").valueStream().allMatch(text -> isText(text, SECTION));
            case "actions" -> fitsButtons(block.path("elements"));
            case "divider" -> true;
            default -> false;
        };
    }

    private static boolean fitsSection(JsonNode section) {
        JsonNode fields = section.path("fields");
        boolean hasText = section.has("text");
        return (hasText || fields.size() > 0)
                && (!hasText || isText(section.path("text"), SECTION))
                && fields.size() <= FIELDS
                && fields.valueStream().allMatch(field -> isText(field, FIELD));
    }

    private static boolean fitsButtons(JsonNode buttons) {
        List<String> ids = buttons.valueStream()
                .filter(button -> button.has("action_id"))
                .map(button -> button.path("action_id").asString(""))
                .toList();
        return buttons.size() <= BUTTONS
                && Set.copyOf(ids).size() == ids.size()
                && buttons.valueStream().allMatch(SlackBlock::fitsButton);
    }

    private static boolean fitsButton(JsonNode button) {
        return "button".equals(button.path("type").asString(""))
                && isPlain(button.path("text"), BUTTON)
                && button.path("action_id").asString("").length() <= ACTION_ID
                && button.path("value").asString("").length() <= VALUE
                && (!button.has("url") || isUrl(button.path("url").asString("")));
    }

    /** Of whatever scheme: Slack takes links into its own apps too. */
    private static boolean isUrl(String url) {
        return url.length() <= LINK && url.matches("[A-Za-z][A-Za-z0-9+.-]*:.+");
    }

    private static boolean isPlain(JsonNode text, int most) {
        return PLAIN.equals(text.path("type").asString("")) && isText(text, most);
    }

    private static boolean isText(JsonNode text, int most) {
        String words = text.path("text").asString("");
        return Set.of(PLAIN, "mrkdwn").contains(text.path("type").asString(""))
                && !words.isEmpty()
                && words.length() <= most;
    }
}
