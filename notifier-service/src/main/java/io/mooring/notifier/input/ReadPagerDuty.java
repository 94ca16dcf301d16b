package io.mooring.notifier.input;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What is sent to PagerDuty's Events API v2, so that whatever can speak to PagerDuty can speak here.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">PagerDuty's</a>
 */
final class ReadPagerDuty implements ReadSignals {

    private static final int DEDUP_KEY = 255;
    private static final List<String> ABOUT = List.of("source", "component", "group", "class");

    /** An event with the name under which its sender can speak of it again. */
    record Event(String dedupKey, Signal signal) {}

    @Override
    public List<Signal> read(Input input, Payload payload, Instant now) {
        return List.of(event(input, proven(input, payload), now).signal());
    }

    /** The secret is in the body: until it was compared nothing else is said about the message. */
    Json proven(Input input, Payload payload) {
        Json event = ReadJson.of(payload).object();
        if (!input.credential().admitsToken(event.get("routing_key").text())) {
            throw new ProblemException(
                    NotifierProblem.INPUT_NOT_PROVEN,
                    "The routing_key is not the token of the input '" + input.name() + "'.");
        }
        return event;
    }

    /** @param event of a sender that has proven itself */
    Event event(Input input, Json event, Instant now) {
        Json action = event.get("event_action");
        String key = event.get("dedup_key").text();
        if (key.length() > DEDUP_KEY) {
            throw event.get("dedup_key").wrong("is longer than " + DEDUP_KEY + " characters");
        }
        return switch (action.needed()) {
            case "trigger" -> {
                String named = key.isBlank() ? UUID.randomUUID().toString().replace("-", "") : key;
                yield new Event(named, trigger(input, event, named, now));
            }
            case "acknowledge" -> {
                String named = event.get("dedup_key").needed();
                yield new Event(named, new Signal.TakenOn(input.key(named), input.source()));
            }
            case "resolve" -> {
                String named = event.get("dedup_key").needed();
                yield new Event(named, resolve(input, named, now));
            }
            default -> throw action.wrong("is none of trigger, acknowledge, resolve");
        };
    }

    private static Signal trigger(Input input, Json event, String key, Instant now) {
        Json payload = event.get("payload").object();
        payload.get("source").needed();
        SeverityRule.Graded graded = input.settings()
                .severity()
                .grade(input.kind(), payload.get("severity").needed());
        String title = payload.get("summary").needed().replace("\0", "");
        Words words = new Words(
                title.isBlank() ? "An event without a summary" : title, graded.remark(), facts(event, payload));
        Instant at = payload.get("timestamp").time();
        return said(
                input,
                key,
                Report.Says.FIRING,
                graded,
                words,
                labels(payload),
                at == null ? now : ReadAlerts.within(at, now));
    }

    private static Signal resolve(Input input, String key, Instant now) {
        SeverityRule.Graded none = new SeverityRule.Graded(Severity.INFO, "");
        return said(input, key, Report.Says.RESOLVED, none, Words.of("Resolved at its source", ""), Map.of(), now);
    }

    private static Signal said(
            Input input,
            String key,
            Report.Says says,
            SeverityRule.Graded graded,
            Words words,
            Map<String, String> labels,
            Instant at) {
        Report report = new Report(
                input.key(key), says, graded.severity(), words, input.labels(labels), at, input.origin(key), null);
        return new Signal.Said(null, report, null);
    }

    private static Map<String, String> labels(Json payload) {
        Map<String, String> labels = new TreeMap<>();
        for (String name : ABOUT) {
            String value = payload.get(name).text();
            if (!value.isBlank()) {
                labels.put(name, value);
            }
        }
        labels.put("severity", payload.get("severity").text());
        return labels;
    }

    private static List<Fact> facts(Json event, Json payload) {
        List<Fact> facts = new ArrayList<>();
        ABOUT.forEach(name -> add(facts, name, payload.get(name).node()));
        add(facts, "Sent by", event.get("client").node());
        add(facts, "At", event.get("client_url").node());
        JsonNode details = payload.get("custom_details").node();
        if (details.isObject()) {
            details.properties().stream()
                    .limit(Words.FACTS)
                    .forEach(detail -> add(facts, detail.getKey(), detail.getValue()));
        } else {
            add(facts, "Details", details);
        }
        return facts;
    }

    /** Details are of any type; people read them. */
    private static void add(List<Fact> facts, String name, JsonNode value) {
        String text = value.isMissingNode() || value.isNull()
                ? ""
                : value.isString() ? value.stringValue() : value.toString();
        if (!text.isBlank()) {
            facts.add(new Fact(name, text));
        }
    }
}
