package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Incidents that were open before it was noted what becomes of their calls. */
class OlderCallsIT {

    private final NotifierDatabase database = NotifierDatabase.at("91");
    private final Incidents incidents = new R2dbcIncidents(
            database.client(), new IncidentRow(JsonMapper.builder().build()));
    private final Calls calls = new R2dbcCalls(database.client());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatTheyCalledPeopleWithIsKnownAndWhoReachedNobodyIsStillWarnedOf() {
        UUID heard = stored(1, NOW);
        said("ops", "incident/" + heard, "DELIVERED", 1);
        UUID heardByAnn = stored(2, NOW);
        said("ops", "incident/" + heardByAnn, "DEAD", 1);
        said("mail-ann", "incident/" + heardByAnn + "/ann", "DELIVERED", 2);
        UUID underWay = stored(3, NOW);
        UUID waiting = said("ops", "incident/" + underWay, "PENDING", 1);
        UUID unheard = stored(4, NOW);
        said("ops", "incident/" + unheard, "DEAD", 1);
        said("mail-customers", "incident/" + unheard + "/customers", "DELIVERED", 1);
        UUID heardBeforeItWasHandedBack = stored(5, NOW.plus(Duration.ofHours(1)));
        said("ops", "incident/" + heardBeforeItWasHandedBack, "DELIVERED", 1);
        UUID neverCalled = stored(6, NOW);
        database.upgrade();
        assertThat(unheard(NOW.plus(Duration.ofDays(1))))
                .containsExactly(unheard, heardBeforeItWasHandedBack, neverCalled);
        assertThat(unheard(NOW.plus(Duration.ofMinutes(59))))
                .as("one that was handed back a moment ago is about to call people")
                .doesNotContain(heardBeforeItWasHandedBack);
        assertThat(due()).isEmpty();
        database.run("UPDATE delivery SET state = 'DELIVERED' WHERE id = '" + waiting + "'");
        assertThat(due()).containsExactly(new Calls.Due(waiting, underWay));
    }

    private UUID stored(long number, Instant begun) {
        Incident incident = Situations.opened(UUID.randomUUID(), number, Priority.P1)
                .edit(next -> {
                    next.escalation = next.escalation.calling(0, "on-call", "ann", List.of("mail-ann"));
                    if (begun.isAfter(NOW)) {
                        next.response = next.response.again(begun, begun);
                    }
                });
        incidents.add(incident).block();
        return incident.id();
    }

    private UUID said(String destination, String subject, String state, int second) {
        UUID id = UUID.randomUUID();
        database.client()
                .sql("""
                        INSERT INTO delivery (id, conversation_id, subject, destination, channel, address, operation, severity, urgency,
                                              message, state, created_at, ladder_from, due_at)
                        VALUES (:id, :id, :subject, :destination, 'test', '', 'CALL', 'CRITICAL', 0, '{"remark": "It is down"}', :state,
                                :at, :at, :at)
                        """)
                .bind("id", id)
                .bind("subject", subject)
                .bind("destination", destination)
                .bind("state", state)
                .bind("at", NOW.plusSeconds(second))
                .then()
                .block();
        return id;
    }

    private List<UUID> unheard(Instant before) {
        return calls.unheard(before, 99).collectList().block();
    }

    private List<Calls.Due> due() {
        return calls.due(Duration.ofSeconds(30), List.of(), 99).collectList().block();
    }
}
