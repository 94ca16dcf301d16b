package io.mooring.embedded.slack;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer.
 *
 * @param retryAfter the header, empty for none
 * @param body null cuts the connection
 */
record SlackReply(
        int status,
        String retryAfter,
        String contentType,
        @Nullable String body) {

    private static final String JSON = "application/json; charset=utf-8";

    static SlackReply of(ObjectNode body) {
        return new SlackReply(200, "", JSON, body.toString());
    }

    /** HTTP 200 with {@code ok: false}. */
    static SlackReply error(String code) {
        return status(200, code);
    }

    static SlackReply status(int status, String code) {
        return new SlackReply(status, "", JSON, error(JsonMapper.shared(), code).toString());
    }

    static SlackReply rateLimited(String retryAfter) {
        return new SlackReply(
                429, retryAfter, JSON, error(JsonMapper.shared(), "ratelimited").toString());
    }

    static SlackReply text(int status, String words) {
        return new SlackReply(status, "", "text/html", words);
    }

    static SlackReply cut() {
        return new SlackReply(200, "", JSON, null);
    }

    static ObjectNode ok(JsonMapper json) {
        return json.createObjectNode().put("ok", true);
    }

    private static ObjectNode error(JsonMapper json, String code) {
        return json.createObjectNode().put("ok", false).put("error", code);
    }
}
