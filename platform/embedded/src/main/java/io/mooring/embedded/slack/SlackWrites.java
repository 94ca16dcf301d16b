package io.mooring.embedded.slack;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code chat.postMessage}, {@code chat.update}, and what an incoming webhook posts. */
final class SlackWrites {

    private final JsonMapper json = JsonMapper.shared();
    private final SlackMessages messages;
    private final Set<String> archived = ConcurrentHashMap.newKeySet();
    private volatile boolean editable = true;

    SlackWrites(SlackMessages messages) {
        this.messages = messages;
    }

    void archive(String channel) {
        archived.add(channel);
    }

    void editable(boolean may) {
        editable = may;
    }

    SlackReply post(Map<String, String> form) {
        Optional<String> fault = fault(form);
        if (fault.isPresent()) {
            return SlackReply.error(fault.get());
        }
        SlackPost post = messages.add(draft(form.get("channel"), form, true));
        return SlackReply.of(written(post));
    }

    private Optional<String> fault(Map<String, String> form) {
        String channel = form.getOrDefault("channel", "");
        String thread = form.getOrDefault("thread_ts", "");
        if (channel.isBlank()) {
            return Optional.of("channel_not_found");
        }
        if (archived.contains(channel)) {
            return Optional.of("is_archived");
        }
        if (!thread.isEmpty()
                && messages.find(channel, thread).isEmpty()
                && messages.repliesTo(channel, thread).isEmpty()) {
            return Optional.of("thread_not_found");
        }
        return SlackBlocks.fault(form.getOrDefault("text", ""), form.getOrDefault("blocks", ""));
    }

    SlackReply update(Map<String, String> form) {
        String channel = form.getOrDefault("channel", "");
        Optional<SlackPost> post = messages.find(channel, form.getOrDefault("ts", ""));
        if (post.isEmpty()) {
            return SlackReply.error("message_not_found");
        }
        if (!post.get().byBot()) {
            return SlackReply.error("cant_update_message");
        }
        if (!editable) {
            return SlackReply.error("edit_window_closed");
        }
        String text = form.getOrDefault("text", "");
        String blocks = form.getOrDefault("blocks", "");
        Optional<String> fault = SlackBlocks.fault(text, blocks);
        if (fault.isPresent()) {
            return SlackReply.error(fault.get());
        }
        messages.change(post.get().ts(), before -> before.edited(text, blocks, form.getOrDefault("metadata", "")));
        return SlackReply.of(written(post.get()));
    }

    /** Answers in plain text and names no message, as incoming webhooks do. */
    SlackReply webhook(String channel, Map<String, String> form) {
        if (archived.contains(channel)) {
            return SlackReply.text(410, "channel_is_archived");
        }
        if (form.isEmpty()) {
            return SlackReply.text(400, "invalid_payload");
        }
        Optional<String> fault = SlackBlocks.fault(form.getOrDefault("text", ""), form.getOrDefault("blocks", ""));
        if (fault.isPresent()) {
            return SlackReply.text(400, fault.get());
        }
        messages.add(draft(channel, form, false));
        return SlackReply.text(200, "ok");
    }

    private static SlackPost draft(String channel, Map<String, String> form, boolean byBot) {
        return new SlackPost(
                channel,
                "",
                form.getOrDefault("thread_ts", ""),
                Set.of("true", "1").contains(form.getOrDefault("reply_broadcast", "")),
                form.getOrDefault("text", ""),
                form.getOrDefault("metadata", ""),
                form.getOrDefault("blocks", ""),
                Instant.EPOCH,
                0,
                byBot);
    }

    private ObjectNode written(SlackPost post) {
        ObjectNode answer = SlackReply.ok(json).put("channel", post.channel()).put("ts", post.ts());
        answer.putObject("message")
                .put("type", "message")
                .put("text", post.text())
                .put("ts", post.ts());
        return answer;
    }
}
