package io.mooring.embedded.slack;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code chat.postMessage}, {@code chat.update}, and what an incoming webhook posts.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.update">chat.update, errors</a>
 */
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

    void unarchive(String channel) {
        archived.remove(channel);
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
        return content(form).or(() -> SlackMetadata.fault(form.getOrDefault("metadata", "")));
    }

    private static Optional<String> content(Map<String, String> form) {
        return SlackBlocks.fault(form.getOrDefault("text", ""), form.getOrDefault("blocks", ""));
    }

    SlackReply update(Map<String, String> form) {
        Optional<SlackPost> post = messages.find(form.getOrDefault("channel", ""), form.getOrDefault("ts", ""));
        Optional<String> fault = cannotBeEdited(form, post).or(() -> wrongEdit(form));
        return fault.map(SlackReply::error).orElseGet(() -> edit(post.orElseThrow(), form));
    }

    private SlackReply edit(SlackPost post, Map<String, String> form) {
        messages.change(
                post.ts(),
                before -> before.edited(
                        form.getOrDefault("text", ""),
                        form.getOrDefault("blocks", ""),
                        form.getOrDefault("metadata", "")));
        return SlackReply.of(written(post));
    }

    private Optional<String> cannotBeEdited(Map<String, String> form, Optional<SlackPost> post) {
        if (archived.contains(form.getOrDefault("channel", ""))) {
            return Optional.of("is_inactive");
        }
        if (post.isEmpty()) {
            return Optional.of("message_not_found");
        }
        if (!post.get().byBot()) {
            return Optional.of("cant_update_message");
        }
        return editable ? Optional.empty() : Optional.of("edit_window_closed");
    }

    private static Optional<String> wrongEdit(Map<String, String> form) {
        String metadata = form.getOrDefault("metadata", "");
        return content(form)
                .or(() -> SlackMetadata.takesAway(metadata) ? Optional.empty() : SlackMetadata.fault(metadata));
    }

    /** Answers in plain text and names no message, as incoming webhooks do. */
    SlackReply webhook(String channel, Map<String, String> form) {
        if (archived.contains(channel)) {
            return SlackReply.text(410, "channel_is_archived");
        }
        if (form.isEmpty()) {
            return SlackReply.text(400, "invalid_payload");
        }
        Optional<String> fault = content(form);
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
