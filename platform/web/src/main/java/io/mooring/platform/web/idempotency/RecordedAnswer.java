package io.mooring.platform.web.idempotency;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as it is kept.
 *
 * @param status HTTP status
 * @param headers the answer's own headers; those of connection, security and correlation belong to each exchange anew
 * @param body JSON text; null for none
 */
record RecordedAnswer(
        int status,
        Map<String, List<String>> headers,
        @Nullable String body) {

    private static final String REPLAYED = "Idempotency-Replayed";

    static RecordedAnswer of(ResponseEntity<?> answer, JsonMapper json) {
        Map<String, List<String>> headers = new TreeMap<>();
        answer.getHeaders().forEach(headers::put);
        String body = answer.hasBody() ? json.writeValueAsString(answer.getBody()) : null;
        return new RecordedAnswer(answer.getStatusCode().value(), headers, body);
    }

    ResponseEntity<?> replay(JsonMapper json) {
        HttpHeaders again = new HttpHeaders();
        headers.forEach(again::addAll);
        again.set(REPLAYED, "true");
        BodyBuilder answer = ResponseEntity.status(status).headers(again);
        return body == null ? answer.build() : answer.<JsonNode>body(json.readTree(body));
    }
}
