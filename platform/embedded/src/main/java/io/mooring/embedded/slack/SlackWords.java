package io.mooring.embedded.slack;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Words of messages, for people and browsers. */
final class SlackWords {

    private SlackWords() {}

    /** Texts are strings named {@code text}, at any depth; objects of that name hold them. */
    static List<String> in(JsonNode block) {
        List<String> words = new ArrayList<>();
        collect(block, words);
        return words;
    }

    private static void collect(JsonNode node, List<String> words) {
        for (JsonNode child : node) {
            collect(child, words);
        }
        if (node.path("text").isString() && !node.path("text").asString().isBlank()) {
            words.add(node.path("text").asString());
        }
    }

    /** With emoji as signs. Slack's own escaping first, so that it is not shown twice escaped. */
    static String html(String text) {
        return emoji(text)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String emoji(String text) {
        return text.replace(":white_check_mark:", "✅")
                .replace(":information_source:", "ℹ️")
                .replace(":warning:", "⚠️")
                .replace(":red_circle:", "🔴")
                .replace(":rotating_light:", "🚨")
                .replace(":eyes:", "👀");
    }
}
