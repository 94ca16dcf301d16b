package io.mooring.notifier.hook;

import io.mooring.notifier.slack.SlackAction;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody pressed a button.
 *
 * @param who the person's name at Slack
 * @param actions those of ours; empty for a link, which Slack reports too
 * @param answerTo where that one person can be answered; null when Slack gave no such address
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads/block_actions-payload">block_actions</a>
 */
record SlackPressed(
        String who, List<SlackAction> actions, @Nullable URI answerTo) {

    private static final String FIELD = "payload=";

    static SlackPressed of(JsonMapper json, byte[] body) {
        JsonNode payload = HookBody.object(json, field(new String(body, StandardCharsets.UTF_8)));
        List<SlackAction> actions = payload.path("actions")
                .valueStream()
                .map(action -> SlackAction.of(action.path("action_id").asString("")))
                .flatMap(Optional::stream)
                .distinct()
                .limit(5)
                .toList();
        return new SlackPressed(
                who(payload.path("user")),
                actions,
                uri(payload.path("response_url").asString("")));
    }

    private static byte[] field(String form) {
        for (String pair : form.split("&")) {
            if (pair.startsWith(FIELD)) {
                return decoded(pair.substring(FIELD.length())).getBytes(StandardCharsets.UTF_8);
            }
        }
        throw HookBody.notUnderstood("The form has no field payload");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw HookBody.notUnderstood("The field payload is not encoded as forms are");
        }
    }

    private static String who(JsonNode user) {
        for (String field : List.of("username", "name", "id")) {
            String name = HookBody.name(user.path(field).asString(""));
            if (!name.isEmpty()) {
                return name + " (Slack)";
            }
        }
        return "somebody (Slack)";
    }

    private static @Nullable URI uri(String text) {
        try {
            return text.isBlank() ? null : URI.create(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
