package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

/** Incidents that were open before it was noted what becomes of their calls. */
class OlderCallsIT {

    private final PostgresDatabase fresh = Postgres.shared().freshDatabase("notifier");
    private final DatabaseClient client = client(fresh);
    private final Incidents incidents =
            new R2dbcIncidents(client, new IncidentRow(JsonMapper.builder().build()));
    private final Calls calls = new R2dbcCalls(client);

    @Test
    void whatTheyCalledPeopleWithIsKnownAndWhoReachedNobodyIsStillWarnedOf() {
        migrate("91");
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
        migrate("latest");
        assertThat(unheard(NOW.plus(Duration.ofDays(1))))
                .containsExactly(unheard, heardBeforeItWasHandedBack, neverCalled);
        assertThat(unheard(NOW.plus(Duration.ofMinutes(59))))
                .as("one that was handed back a moment ago is about to call people")
                .doesNotContain(heardBeforeItWasHandedBack);
        assertThat(due()).isEmpty();
        run("UPDATE delivery SET state = 'DELIVERED' WHERE id = '" + waiting + "'");
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
        client.sql("""
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

    private void run(String sql) {
        client.sql(sql).then().block();
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(fresh.jdbcUrl(), fresh.user(), fresh.password())
                .locations("classpath:db/migration/notifier")
                .target(version)
                .load()
                .migrate();
    }

    private static DatabaseClient client(PostgresDatabase fresh) {
        return DatabaseClient.create(ConnectionFactories.get(ConnectionFactoryOptions.parse(fresh.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, fresh.user())
                .option(ConnectionFactoryOptions.PASSWORD, fresh.password())
                .build()));
    }
}
