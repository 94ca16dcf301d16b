package io.mooring.notifier.hook;

import io.mooring.notifier.alert.ActOnManyAlerts.Deed;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something happened to an incident.
 *
 * @param id PagerDuty's, the same when it is sent again; 1 to 100 characters
 * @param type such as {@code incident.acknowledged}
 * @param conversation the incident's key, when it is one of ours
 * @param person who did it; null when it was no person: an integration (such as our own call of the Events API), a rule, a
 *     time-out
 * @see <a href="https://developer.pagerduty.com/docs/webhooks/v3-overview">Webhooks v3</a>
 */
record PagerDutyEvent(
        String id,
        String type,
        @Nullable UUID conversation,
        @Nullable String person) {

    static PagerDutyEvent of(JsonMapper json, byte[] body) {
        JsonNode event = HookBody.object(json, body).path("event");
        String id = event.path("id").asString("");
        if (id.isBlank() || id.length() > 100 || !id.chars().allMatch(sign -> sign > ' ' && sign < 127)) {
            throw HookBody.notUnderstood("event.id is missing, or no id of PagerDuty's");
        }
        return new PagerDutyEvent(
                id,
                event.path("event_type").asString(""),
                uuid(event.path("data").path("incident_key").asString("")),
                person(event.path("agent")));
    }

    /** Empty when it changes nothing here. An incident that is reopened fires again, as one that is given back does. */
    Optional<Deed> deed() {
        return switch (type) {
            case "incident.acknowledged" -> Optional.of(Deed.ACKNOWLEDGE);
            case "incident.unacknowledged", "incident.reopened" -> Optional.of(Deed.UNACKNOWLEDGE);
            case "incident.resolved" -> Optional.of(Deed.RESOLVE);
            default -> Optional.empty();
        };
    }

    private static @Nullable String person(JsonNode agent) {
        boolean person = agent.path("type").asString("").startsWith("user");
        String name = HookBody.name(agent.path("summary").asString(""));
        return person ? (name.isEmpty() ? "somebody" : name) + " (PagerDuty)" : null;
    }

    private static @Nullable UUID uuid(String key) {
        try {
            return key.length() == 36 ? UUID.fromString(key) : null;
        } catch (IllegalArgumentException ofSomebodyElse) {
            return null;
        }
    }
}
