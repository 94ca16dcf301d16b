package io.mooring.notifier.input;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;

/**
 * CloudEvents 1.0 by HTTP in its three modes. An event's data are {@code {key, status, severity, title, text, labels}}.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">HTTP binding</a>
 */
final class ReadCloudEvents implements ReadSignals {

    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";
    private static final String FORMATS = "Send application/cloudevents+json, application/cloudevents-batch+json, or "
            + "application/json with the attributes in headers ce-id, ce-source, ce-type and ce-specversion";

    @Override
    public List<Signal> read(Input input, Payload payload, Instant now) {
        String type = payload.mediaType();
        if (type.startsWith(BATCH)) {
            return ofJson(type, BATCH, payload).items(ReadAlerts.MOST).stream()
                    .map(event -> signal(input, CloudEvent.structured(event), now))
                    .toList();
        }
        CloudEvent event = type.startsWith(STRUCTURED)
                ? CloudEvent.structured(ofJson(type, STRUCTURED, payload))
                : CloudEvent.binary(binary(type, payload));
        return List.of(signal(input, event, now));
    }

    private static Json ofJson(String type, String mode, Payload payload) {
        if (!type.equals(mode + "+json")) {
            throw unsupported(type);
        }
        return named(ReadJson.of(payload));
    }

    private static Payload binary(String type, Payload payload) {
        if (!payload.headers().containsKey("ce-specversion") || !isJson(type)) {
            throw unsupported(type);
        }
        return payload;
    }

    static boolean isJson(String type) {
        return type.equals("application/json") || type.startsWith("application/") && type.endsWith("+json");
    }

    private static ProblemException unsupported(String type) {
        return new ProblemException(
                PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                FORMATS + (type.isEmpty() ? "; Content-Type is missing." : ", not " + Plain.cut(type, 80) + "."));
    }

    /** So that a refusal's words name a place even when the whole is wrong. */
    private static Json named(Json root) {
        return new Json(root.node(), "event");
    }

    private static Signal signal(Input input, CloudEvent event, Instant now) {
        return new Signal.Said(event.identity(), ReadReport.of(input, event, now), null);
    }
}
