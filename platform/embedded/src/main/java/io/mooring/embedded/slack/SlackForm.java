package io.mooring.embedded.slack;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request's body by names: as a form, or as JSON, which Slack takes alike. */
final class SlackForm {

    private static final int LARGEST_BODY = 1 << 20;

    private SlackForm() {}

    static Map<String, String> of(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readNBytes(LARGEST_BODY), StandardCharsets.UTF_8);
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type != null && type.startsWith("application/json") ? ofJson(body) : ofPairs(body);
    }

    private static Map<String, String> ofPairs(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    /** Empty when it is no JSON object. */
    private static Map<String, String> ofJson(String body) {
        Map<String, String> form = new HashMap<>();
        try {
            JsonNode root = JsonMapper.shared().readTree(body);
            root.forEachEntry((name, value) -> form.put(name, value.isString() ? value.asString() : value.toString()));
        } catch (JacksonException notJson) {
            form.clear();
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
