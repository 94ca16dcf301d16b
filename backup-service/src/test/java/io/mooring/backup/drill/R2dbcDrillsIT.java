package io.mooring.backup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.drill.DrillDues.Due;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

class R2dbcDrillsIT extends DrillsContract {

    private static DatabaseClient client;

    @BeforeAll
    static void migrates() {
        PostgresDatabase database = Postgres.shared().freshDatabase("backup");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration/backup")
                .load()
                .migrate();
        client = DatabaseClient.create(ConnectionFactories.get(ConnectionFactoryOptions.parse(database.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, database.user())
                .option(ConnectionFactoryOptions.PASSWORD, database.password())
                .build()));
    }

    @Override
    Drills empty() {
        client.sql("TRUNCATE backup_drill, backup_drill_due").then().block();
        return new R2dbcDrills(client, JsonMapper.builder().build());
    }

    @Test
    void aMissedTimeStaysDueOverAStartAndIsTakenOnce() {
        DrillDues dues = new R2dbcDrillDues(client);
        Instant missed = Rehearsed.NOW;
        Instant later = missed.plusSeconds(3600);
        dues.declare("quarterly", missed).block();

        dues.declare("quarterly", later).block();

        Due due = dues.get(later).block();
        assertThat(due.nextDueAt()).isEqualTo(missed);
        assertThat(dues.move(due, later).block()).isTrue();
        assertThat(dues.move(due, later).block())
                .as("another instance was first")
                .isFalse();
        assertThat(dues.get(later).block()).isEqualTo(new Due("quarterly", later, missed, null));
        dues.declare("monthly", missed).block();
        assertThat(dues.get(later).block().nextDueAt())
                .as("a changed schedule begins anew")
                .isEqualTo(missed);
    }
}
