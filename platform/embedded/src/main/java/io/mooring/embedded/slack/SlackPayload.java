package io.mooring.embedded.slack;

import java.net.URI;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an app is sent when somebody presses a button.
 *
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads/block_actions-payload">block_actions</a>
 */
final class SlackPayload {

    private SlackPayload() {}

    static String of(SlackPost post, String actionId, String user, URI responseUrl) {
        ObjectNode payload = JsonMapper.shared().createObjectNode().put("type", "block_actions");
        payload.putObject("user")
                .put("id", "U0" + user.toUpperCase(Locale.ROOT))
                .put("username", user)
                .put("name", user)
                .put("team_id", "T0LOCAL");
        payload.put("api_app_id", "A0LOCAL");
        payload.putObject("container")
                .put("type", "message")
                .put("message_ts", post.ts())
                .put("channel_id", post.channel())
                .put("is_ephemeral", false);
        payload.putObject("channel").put("id", post.channel()).put("name", "local");
        payload.putObject("message")
                .put("type", "message")
                .put("text", post.text())
                .put("ts", post.ts());
        payload.put("response_url", responseUrl.toString());
        ObjectNode action = payload.putArray("actions").addObject();
        action.put("type", "button").put("action_id", actionId).put("value", value(post, actionId));
        action.put("action_ts", post.ts());
        return payload.toString();
    }

    private static String value(SlackPost post, String actionId) {
        for (JsonNode block : JsonMapper.shared().readTree(post.blocks())) {
            for (JsonNode element : block.path("elements")) {
                if (actionId.equals(element.path("action_id").asString(""))) {
                    return element.path("value").asString("");
                }
            }
        }
        throw new IllegalArgumentException("The message has no button " + actionId);
    }
}
