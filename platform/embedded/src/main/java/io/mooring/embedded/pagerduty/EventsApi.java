package io.mooring.embedded.pagerduty;

import io.mooring.embedded.loopback.Reply;
import io.mooring.embedded.loopback.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers to events, in PagerDuty's words; what it accepts is handed on to be worked on afterwards. */
final class EventsApi {

    private static final int LARGEST_EVENT = 512 * 1024;

    private final JsonMapper json = JsonMapper.builder().build();
    private final Queue<PagerDutyFault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final CallsOfKeys calls = new CallsOfKeys(InstantSource.system());
    private final Consumer<Event> work;

    EventsApi(Consumer<Event> work) {
        this.work = work;
    }

    void limit(int most, Duration within) {
        calls.limit(most, within);
    }

    void next(List<PagerDutyFault> next) {
        faults.addAll(next);
    }

    int accepted() {
        return accepted.get();
    }

    Reply enqueue(Request request) {
        return switch (faults.poll()) {
            case null -> take(request);
            case PagerDutyFault.Throttles throttles -> throttled(throttles.retryAfter());
            case PagerDutyFault.CallsItInvalid invalid -> invalid(List.of(invalid.error()));
            case PagerDutyFault.Answers answers -> Reply.text(answers.status(), "Internal Server Error");
            case PagerDutyFault.Cuts cuts -> new Reply.Cuts();
            case PagerDutyFault.AcceptsThenCuts cuts -> {
                take(request);
                yield new Reply.Cuts();
            }
            case PagerDutyFault.AcceptsThenHangs hangs -> {
                take(request);
                yield new Reply.Hangs();
            }
        };
    }

    private Reply take(Request request) {
        if (request.body().length > LARGEST_EVENT) {
            return Reply.text(413, "Payload too large");
        }
        try {
            JsonNode body = json.readTree(request.body());
            List<String> wrong = Event.faults(body);
            if (!wrong.isEmpty()) {
                return invalid(wrong);
            }
            return calls.take(body.path("routing_key").asString("")) ? accept(Event.of(body)) : throttled("");
        } catch (JacksonException notJson) {
            return invalid(List.of("The JSON is not valid"));
        }
    }

    private Reply accept(Event event) {
        accepted.incrementAndGet();
        work.accept(event);
        ObjectNode answer = json.createObjectNode().put("status", "success").put("message", "Event processed");
        return Reply.json(202, answer.put("dedup_key", event.dedupKey()).toString());
    }

    private Reply invalid(List<String> errors) {
        ObjectNode answer =
                json.createObjectNode().put("status", "invalid event").put("message", "Event object is invalid");
        ArrayNode list = answer.putArray("errors");
        errors.forEach(error -> list.add(error));
        return Reply.json(400, answer.toString());
    }

    private static Reply throttled(String retryAfter) {
        Reply.Says says = Reply.json(
                429,
                "{\"status\":\"throttle exceeded\",\"message\":\"Requests for this service are arriving too quickly\"}");
        return retryAfter.isEmpty() ? says : says.with("Retry-After", retryAfter);
    }
}
