package io.mooring.embedded.slack;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code conversations.history}, newest first, and {@code conversations.replies}, oldest first, in pages. */
final class SlackReads {

    private static final int MOST = 999;

    private final JsonMapper json = JsonMapper.shared();
    private final SlackMessages messages;

    SlackReads(SlackMessages messages) {
        this.messages = messages;
    }

    SlackReply history(Map<String, String> form) {
        BigDecimal before = SlackMessages.time(form.getOrDefault("cursor", "9999999999"));
        List<SlackPost> found = messages.shownIn(form.getOrDefault("channel", "")).reversed().stream()
                .filter(post ->
                        since(post, form) && SlackMessages.time(post.ts()).compareTo(before) < 0)
                .toList();
        return page(found, form);
    }

    /** The message replied to comes first, whatever {@code oldest} says; it may be deleted while its replies are there. */
    SlackReply replies(Map<String, String> form) {
        String channel = form.getOrDefault("channel", "");
        String head = form.getOrDefault("ts", "");
        BigDecimal after = SlackMessages.time(form.getOrDefault("cursor", "0"));
        List<SlackPost> replies = messages.repliesTo(channel, head);
        List<SlackPost> found = new ArrayList<>();
        messages.find(channel, head).filter(post -> !form.containsKey("cursor")).ifPresent(found::add);
        if (found.isEmpty() && replies.isEmpty()) {
            return SlackReply.error("thread_not_found");
        }
        replies.stream()
                .filter(post ->
                        since(post, form) && SlackMessages.time(post.ts()).compareTo(after) > 0)
                .forEach(found::add);
        return page(found, form);
    }

    private static boolean since(SlackPost post, Map<String, String> form) {
        return SlackMessages.time(post.ts()).compareTo(SlackMessages.time(form.getOrDefault("oldest", "0"))) >= 0;
    }

    private SlackReply page(List<SlackPost> found, Map<String, String> form) {
        int limit =
                Math.clamp(SlackMessages.time(form.getOrDefault("limit", "100")).intValue(), 1, MOST);
        boolean more = found.size() > limit;
        List<SlackPost> shown = found.subList(0, Math.min(limit, found.size()));
        boolean metadata = Set.of("true", "1").contains(form.getOrDefault("include_all_metadata", ""));
        ObjectNode answer = SlackReply.ok(json).put("has_more", more);
        ArrayNode list = answer.putArray("messages");
        shown.forEach(post -> list.add(message(post, metadata)));
        answer.putObject("response_metadata")
                .put("next_cursor", more ? shown.getLast().ts() : "");
        return SlackReply.of(answer);
    }

    private ObjectNode message(SlackPost post, boolean metadata) {
        ObjectNode message = json.createObjectNode()
                .put("type", "message")
                .put("text", post.text())
                .put("ts", post.ts());
        if (post.isReply()) {
            message.put("thread_ts", post.threadTs());
        }
        if (post.broadcast()) {
            message.put("subtype", "thread_broadcast");
        }
        if (metadata && !post.metadata().isEmpty()) {
            message.set("metadata", json.readTree(post.metadata()));
        }
        return message;
    }
}
