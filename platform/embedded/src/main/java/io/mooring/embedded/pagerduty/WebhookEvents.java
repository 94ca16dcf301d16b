package io.mooring.embedded.pagerduty;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events of webhooks v3 as <a href="https://developer.pagerduty.com/docs/webhooks-overview">PagerDuty documents</a> them. */
final class WebhookEvents {

    private static final String SITE = "https://acme.pagerduty.com/";

    private final JsonMapper json;

    WebhookEvents(JsonMapper json) {
        this.json = json;
    }

    /** @param person who pressed the button; null when an event of the Events API did it */
    byte[] of(PagerDutyIncident incident, @Nullable String person) {
        return of(incident.status().name().toLowerCase(Locale.ROOT), incident, person);
    }

    /**
     * @param type of the event without {@code incident.}: not every change is called by the status it leads to
     * @param person as above
     */
    byte[] of(String type, PagerDutyIncident incident, @Nullable String person) {
        String status = incident.status().name().toLowerCase(Locale.ROOT);
        ObjectNode root = json.createObjectNode();
        ObjectNode event = root.putObject("event")
                .put("id", UUID.randomUUID().toString())
                .put("event_type", "incident." + type)
                .put("resource_type", "incident")
                .put("occurred_at", Instant.now().toString());
        String agent = person == null ? "inbound_integration" : "user";
        reference(event.putObject("agent"), agent, "PLH1HKV", person == null ? "Events API v2" : person);
        event.putObject("client").put("name", "PagerDuty");
        data(event.putObject("data"), incident, status);
        return json.writeValueAsBytes(root);
    }

    private static void data(ObjectNode data, PagerDutyIncident incident, String status) {
        data.put("id", incident.id())
                .put("type", "incident")
                .put("self", "https://api.pagerduty.com/incidents/" + incident.id())
                .put("html_url", SITE + "incidents/" + incident.id())
                .put("number", incident.number())
                .put("status", status)
                .put("incident_key", incident.dedupKey())
                .put("created_at", incident.createdAt().toString())
                .put("title", incident.title())
                .put("urgency", "high");
        reference(data.putObject("service"), "service", "PF9KMXH", "Mooring");
        data.putArray("assignees");
        data.putArray("teams");
        data.putNull("priority");
    }

    private static void reference(ObjectNode node, String type, String id, String summary) {
        node.put("id", id)
                .put("type", type + "_reference")
                .put("summary", summary)
                .put("self", "https://api.pagerduty.com/" + type + "s/" + id)
                .put("html_url", SITE + type + "s/" + id);
    }
}
