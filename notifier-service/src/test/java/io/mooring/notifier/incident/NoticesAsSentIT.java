package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

/** Notices of rows that are older than drafts beside what was sent. */
class NoticesAsSentIT {

    private final PostgresDatabase fresh = Postgres.shared().freshDatabase("notifier");
    private final DatabaseClient client = client(fresh);
    private final Incidents incidents =
            new R2dbcIncidents(client, new IncidentRow(JsonMapper.builder().build()));
    private final Timeline timeline = new R2dbcTimeline(client);

    @Test
    void whatWasSentIsReadInTheTimelineAndWhatWasWrittenSinceIsADraft() {
        migrate("79");
        Incident overwritten = stored(1, notice(CustomerNotice.State.SENT, "It works again", "ann"));
        told(overwritten);
        wrote(overwritten, "It works again");
        Incident sent = stored(2, notice(CustomerNotice.State.SENT, "We are on it\n\nand sorry", "ann"));
        wrote(sent, "An earlier draft");
        told(sent);
        Incident draft = stored(3, notice(CustomerNotice.State.DRAFT, "It works again", "eve"));
        wrote(draft, "It works again");
        Incident neutral = stored(4, TellCustomers.DRAFT);
        wrote(neutral, "What was dropped with its priority");
        migrate("latest");
        CustomerNotice asSent = CustomerNotice.sent("Orders fail", "We are on it\n\nand sorry", "ann", NOW);
        assertThat(found(overwritten))
                .isEqualTo(asSent.drafted(new CustomerNotice.Draft(null, "It works again", "bob", NOW.plusSeconds(9))));
        assertThat(found(sent)).isEqualTo(asSent);
        assertThat(found(draft))
                .isEqualTo(new CustomerNotice(
                        CustomerNotice.State.DRAFT, null, "It works again", "bob", NOW.plusSeconds(9), null));
        assertThat(found(neutral)).isEqualTo(TellCustomers.DRAFT);
    }

    private static CustomerNotice notice(CustomerNotice.State state, String text, String by) {
        return new CustomerNotice(state, null, text, by, null, null);
    }

    private Incident stored(long number, CustomerNotice notice) {
        Incident incident =
                Situations.opened(UUID.randomUUID(), number, Priority.P1).edit(next -> next.customerNotice = notice);
        incidents.add(incident).block();
        return incident;
    }

    private void told(Incident incident) {
        Entry entry = new Entry(NOW, What.CUSTOMERS_TOLD, "ann", "Orders fail\n\nWe are on it\n\nand sorry", null);
        timeline.append(incident.id(), List.of(entry)).block();
    }

    private void wrote(Incident incident, String text) {
        Entry entry = new Entry(NOW.plusSeconds(9), What.CUSTOMER_NOTICE_DRAFTED, "bob", text, null);
        timeline.append(incident.id(), List.of(entry)).block();
    }

    private CustomerNotice found(Incident incident) {
        return incidents.find(incident.id()).block().customerNotice();
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
