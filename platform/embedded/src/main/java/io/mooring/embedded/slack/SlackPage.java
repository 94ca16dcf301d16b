package io.mooring.embedded.slack;

import io.mooring.embedded.loopback.Page;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The messages as a page that needs no script: newest first, with their threads, reloaded every few seconds. */
final class SlackPage {

    private static final int SHOWN = 100;
    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>Slack stand-in</title><style>
            :root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif;
            --line:color-mix(in srgb,currentColor 20%,transparent)}
            body{max-width:46rem;margin:2rem auto;padding:0 1rem}
            article{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;margin:.75rem 0}
            h1{font-size:1.25rem}h2{font-size:1rem;margin:0;overflow-wrap:anywhere}
            p{margin:.35rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
            small{opacity:.75}ol{list-style:none;margin:.5rem 0 0;padding:0 0 0 .75rem;border-left:3px solid var(--line)}
            form{display:inline}button,a.button{font:inherit;padding:.25rem .75rem;margin:.35rem .35rem .35rem 0;
            border:1px solid var(--line);border-radius:.35rem;background:Canvas;color:CanvasText;cursor:pointer;
            display:inline-block;text-decoration:none}
            button:focus-visible,a:focus-visible{outline:2px solid Highlight;outline-offset:2px}
            aside{border-left:3px solid var(--line);padding-left:.75rem}</style></head>
            <body><h1>Slack stand-in</h1>
            <p>No Slack workspace is configured, so the local system posts here, by the same API.</p>
            """;

    /** @param buttons whether there is an app that buttons call */
    String of(List<SlackPost> posts, List<String> whispers, boolean buttons) {
        StringBuilder page = new StringBuilder(HEAD);
        if (posts.isEmpty()) {
            page.append("<p>Nothing has been posted yet.</p>");
        }
        whispers.reversed().stream().limit(3).forEach(whisper -> page.append("<aside>Only visible ")
                .append(SlackWords.html(whisper))
                .append("</aside>"));
        posts.reversed().stream()
                .filter(post -> !post.isReply() || posts.stream().noneMatch(each -> isHead(each, post)))
                .limit(SHOWN)
                .forEach(post -> append(page, post, posts, buttons));
        return page.append("</body></html>").toString();
    }

    private static boolean isHead(SlackPost head, SlackPost reply) {
        return head.ts().equals(reply.threadTs()) && head.channel().equals(reply.channel());
    }

    private static void append(StringBuilder page, SlackPost post, List<SlackPost> posts, boolean buttons) {
        page.append("<article><h2>").append(SlackWords.html(post.text())).append("</h2>");
        blocks(page, post, buttons);
        page.append("<small>").append(SlackWords.html(post.channel() + " · " + Page.time(post.at())));
        page.append(post.edits() == 0 ? "" : " · edited " + post.edits() + "×").append("</small>");
        List<SlackPost> replies =
                posts.stream().filter(reply -> isHead(post, reply)).toList();
        if (!replies.isEmpty()) {
            page.append("<ol aria-label=\"Thread\">");
            replies.forEach(reply -> page.append("<li>")
                    .append(SlackWords.html(reply.text()))
                    .append(reply.broadcast() ? " <small>(also in the channel)</small>" : "")
                    .append("</li>"));
            page.append("</ol>");
        }
        page.append("</article>");
    }

    private static void blocks(StringBuilder page, SlackPost post, boolean buttons) {
        try {
            for (JsonNode block : JsonMapper.shared().readTree(post.blocks().isEmpty() ? "[]" : post.blocks())) {
                switch (block.path("type").asString("")) {
                    case "header" -> {
                        // The text above says the same.
                    }
                    case "actions" -> block.path("elements").forEach(button -> button(page, post, button, buttons));
                    default ->
                        SlackWords.in(block).forEach(words -> page.append("<p>")
                                .append(SlackWords.html(words.replace("*", "")))
                                .append("</p>"));
                }
            }
        } catch (JacksonException notJson) {
            page.append("<p>(blocks that are not JSON)</p>");
        }
    }

    private static void button(StringBuilder page, SlackPost post, JsonNode button, boolean buttons) {
        String label = SlackWords.html(button.path("text").path("text").asString(""));
        String url = button.path("url").asString("");
        if (url.startsWith("http")) {
            page.append("<a class=\"button\" href=\"%s\">%s</a>".formatted(SlackWords.html(url), label));
        } else if (url.isEmpty()) {
            page.append("<form method=\"post\" action=\"/press\"><input type=\"hidden\" name=\"ts\" value=\"%s\">"
                    .formatted(SlackWords.html(post.ts())));
            page.append("<button name=\"action\" value=\"%s\"%s>%s</button></form>"
                    .formatted(
                            SlackWords.html(button.path("action_id").asString("")),
                            buttons ? "" : " disabled title=\"No app is installed\"",
                            label));
        }
    }
}
