package io.mooring.embedded.slack;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The messages as a page that needs no script: newest first, reloaded every few seconds. */
final class SlackPage {

    private static final int SHOWN = 100;
    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>Slack stand-in</title><style>
            :root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
            body{max-width:46rem;margin:2rem auto;padding:0 1rem}
            article{border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:.5rem;
            padding:.75rem 1rem;margin:.75rem 0}
            h1{font-size:1.25rem}h2{font-size:1rem;margin:0}p{margin:.35rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
            small{opacity:.75}</style></head><body><h1>Slack stand-in</h1>
            <p>No Slack workspace is configured, so the local system posts here, by the same API.</p>
            """;

    private final JsonMapper json;

    SlackPage(JsonMapper json) {
        this.json = json;
    }

    String of(List<SlackPost> posts) {
        StringBuilder page = new StringBuilder(HEAD);
        if (posts.isEmpty()) {
            page.append("<p>Nothing has been posted yet.</p>");
        }
        posts.reversed().stream().limit(SHOWN).forEach(post -> append(page, post));
        return page.append("</body></html>").toString();
    }

    private void append(StringBuilder page, SlackPost post) {
        page.append("<article><h2>").append(html(emoji(post.text()))).append("</h2>");
        for (String words : words(post.blocks())) {
            page.append("<p>").append(html(words.replace("*", ""))).append("</p>");
        }
        page.append("<small>").append(html(post.channel() + " · " + post.at())).append("</small></article>");
    }

    private List<String> words(String blocks) {
        List<String> words = new ArrayList<>();
        try {
            for (JsonNode block : json.readTree(blocks.isEmpty() ? "[]" : blocks)) {
                if (!"header".equals(block.path("type").asString(""))) {
                    collect(block, words);
                }
            }
        } catch (JacksonException notJson) {
            words.add("(blocks that are not JSON)");
        }
        return words;
    }

    /** Texts are strings named {@code text}, at any depth; objects of that name hold them. */
    private static void collect(JsonNode node, List<String> words) {
        for (JsonNode child : node) {
            collect(child, words);
        }
        if (node.path("text").isString() && !node.path("text").asString().isBlank()) {
            words.add(node.path("text").asString());
        }
    }

    private static String emoji(String text) {
        return text.replace(":white_check_mark:", "✅")
                .replace(":information_source:", "ℹ️")
                .replace(":warning:", "⚠️")
                .replace(":red_circle:", "🔴")
                .replace(":rotating_light:", "🚨");
    }

    /** Slack's own escaping first, so that it is not shown twice escaped. */
    private static String html(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
