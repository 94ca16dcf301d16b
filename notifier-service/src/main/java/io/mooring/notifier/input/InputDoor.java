package io.mooring.notifier.input;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Where other systems post. Their secret is the input's own; no account here is asked for. */
@RestController
@RequestMapping("/api/v1/inputs/{name}")
class InputDoor {

    private static final String CHALLENGE = "Bearer realm=\"input\", Basic realm=\"input\"";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");

    /** Messages per minute that an input may send: what fits through the turns with room to spare. */
    private static final String RATE = "6000";

    private final Inputs inputs;
    private final HearInput hear;
    private final ReadAlerts alertmanager = new ReadAlerts("4");
    private final ReadAlerts grafana = new ReadAlerts("1");
    private final ReadCloudEvents events = new ReadCloudEvents();
    private final ReadPagerDuty pagerDuty = new ReadPagerDuty();

    InputDoor(Inputs inputs, HearInput hear) {
        this.inputs = inputs;
        this.hear = hear;
    }

    /** @param accepted how many alerts or events the message held */
    record Taken(int accepted) {}

    /** In the words of PagerDuty, for its senders. */
    record Enqueued(String status, String message, String dedup_key) {}

    @PostMapping("/alertmanager")
    Mono<Taken> alertmanager(@PathVariable String name, ServerWebExchange exchange) {
        return hear(exchange, name, InputKind.ALERTMANAGER, alertmanager);
    }

    @PostMapping("/grafana")
    Mono<Taken> grafana(@PathVariable String name, ServerWebExchange exchange) {
        return hear(exchange, name, InputKind.GRAFANA, grafana);
    }

    @PostMapping("/events")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Taken> events(@PathVariable String name, ServerWebExchange exchange) {
        return hear(exchange, name, InputKind.CLOUDEVENTS, events);
    }

    /** As PagerDuty's {@code /v2/enqueue}; the token comes as routing key in the body. */
    @PostMapping("/pagerduty")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Enqueued> pagerDuty(@PathVariable String name, ServerWebExchange exchange) {
        Input input = inputs.named(name, InputKind.PAGERDUTY);
        return hear.hear(exchange, input, (payload, now) -> {
            checkJson(payload);
            Json sent = pagerDuty.proven(input, payload);
            exchange.getAttributes().put(NoteRefusals.PROVEN, true);
            ReadPagerDuty.Event event = pagerDuty.event(input, sent, now);
            return new HearInput.Read<>(
                    List.of(event.signal()), new Enqueued("success", "Event processed", event.dedupKey()));
        });
    }

    /**
     * The handshake by which a sender of CloudEvents learns that messages are welcome here; it proves nothing and needs
     * no secret.
     *
     * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection">Web hooks, abuse protection</a>
     */
    @RequestMapping(method = RequestMethod.OPTIONS, path = "/events")
    Mono<ResponseEntity<Void>> handshake(
            @PathVariable String name,
            @RequestHeader(value = "WebHook-Request-Origin", required = false) @Nullable String origin) {
        return Mono.fromSupplier(() -> {
            inputs.named(name, InputKind.CLOUDEVENTS);
            if (origin == null || !HOST.matcher(origin).matches()) {
                throw ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST, "WebHook-Request-Origin", "is not the name of a host");
            }
            return ResponseEntity.ok()
                    .header(HttpHeaders.ALLOW, "POST, OPTIONS")
                    .header("WebHook-Allowed-Origin", origin)
                    .header("WebHook-Allowed-Rate", RATE)
                    .build();
        });
    }

    private Mono<Taken> hear(ServerWebExchange exchange, String name, InputKind kind, ReadSignals reader) {
        Input input = inputs.named(name, kind);
        checkCredential(exchange, input);
        return hear.hear(exchange, input, (payload, now) -> read(input, reader, payload, now));
    }

    private static HearInput.Read<Taken> read(Input input, ReadSignals reader, Payload payload, Instant now) {
        if (input.kind() != InputKind.CLOUDEVENTS) {
            checkJson(payload);
        }
        List<Signal> signals = reader.read(input, payload, now);
        return new HearInput.Read<>(signals, new Taken(signals.size()));
    }

    private static void checkJson(Payload payload) {
        if (!payload.mediaType().isEmpty() && !ReadCloudEvents.isJson(payload.mediaType())) {
            throw new ProblemException(
                    PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as application/json, not " + Plain.cut(payload.mediaType(), 80) + ".");
        }
    }

    private static void checkCredential(ServerWebExchange exchange, Input input) {
        String sent = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (!input.credential().admits(sent)) {
            throw new ProblemException(
                            NotifierProblem.INPUT_NOT_PROVEN,
                            sent == null
                                    ? "Send the input's token: Authorization: Bearer …, or its user and password by Basic."
                                    : "The token or password is not that of the input '" + input.name() + "'.")
                    .withHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
    }
}
