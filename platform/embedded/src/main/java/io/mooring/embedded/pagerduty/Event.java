package io.mooring.embedded.pagerduty;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An event of the Events API v2, and what PagerDuty documents to be wrong with one. */
record Event(String action, String routingKey, String dedupKey, String summary, String severity, String details) {

    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("info", "warning", "error", "critical");

    static Event of(JsonNode json) {
        JsonNode payload = json.path("payload");
        String key = text(json, "dedup_key");
        return new Event(
                text(json, "event_action"),
                text(json, "routing_key"),
                key.isEmpty() ? UUID.randomUUID().toString().replace("-", "") : key,
                text(payload, "summary"),
                text(payload, "severity"),
                lines(payload.path("custom_details")));
    }

    /** As a person reads them. */
    private static String lines(JsonNode details) {
        return details.properties().stream()
                .map(detail -> "\n    " + detail.getKey() + ": "
                        + detail.getValue().asString(detail.getValue().toString()))
                .collect(Collectors.joining());
    }

    static List<String> faults(JsonNode json) {
        List<String> faults = new ArrayList<>();
        if (text(json, "routing_key").length() != 32) {
            faults.add("Length of 'routing_key' is incorrect (should be 32 characters)");
        }
        if (!ACTIONS.contains(text(json, "event_action"))) {
            faults.add("'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge', 'resolve')");
        }
        if (text(json, "dedup_key").length() > 255) {
            faults.add("Length of 'dedup_key' is incorrect (should not be more than 255 characters)");
        }
        if (text(json, "event_action").equals("trigger") || json.has("payload")) {
            faultsOfPayload(json.path("payload"), faults);
        } else if (text(json, "dedup_key").isEmpty()) {
            faults.add("'dedup_key' is missing or blank");
        }
        return faults;
    }

    private static void faultsOfPayload(JsonNode payload, List<String> faults) {
        for (String name : List.of("summary", "source")) {
            if (text(payload, name).isBlank()) {
                faults.add("'payload." + name + "' is missing or blank");
            }
        }
        if (text(payload, "summary").length() > 1024) {
            faults.add("Length of 'payload.summary' is incorrect (should not be more than 1024 characters)");
        }
        if (!SEVERITIES.contains(text(payload, "severity"))) {
            faults.add("'payload.severity' is invalid (must be one of: 'critical', 'warning', 'error', 'info')");
        }
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }
}
