package io.mooring.embedded.slack;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an app writes on a message for itself: JSON with an event's type and its payload.
 *
 * @see <a href="https://docs.slack.dev/messaging/message-metadata">Message metadata</a>
 */
final class SlackMetadata {

    private SlackMetadata() {}

    /** Slack's code for what is wrong; empty when nothing is, or there is none. */
    static Optional<String> fault(String metadata) {
        return metadata.isEmpty() || isEvent(metadata) ? Optional.empty() : Optional.of("invalid_metadata_format");
    }

    /** An empty object takes away what an edited message had. */
    static boolean takesAway(String metadata) {
        return "{}".equals(metadata.replaceAll("\\s", ""));
    }

    private static boolean isEvent(String metadata) {
        try {
            JsonNode event = JsonMapper.shared().readTree(metadata);
            return event.path("event_type").isString()
                    && !event.path("event_type").asString().isBlank()
                    && event.path("event_payload").isObject();
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
