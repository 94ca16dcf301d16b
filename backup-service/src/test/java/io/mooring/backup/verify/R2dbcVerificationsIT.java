package io.mooring.backup.verify;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

class R2dbcVerificationsIT extends VerificationsContract {

    private static DatabaseClient client;

    @BeforeAll
    static void migrates() {
        client = DatabaseClient.create(fresh());
        // There are no runs here.
        client.sql("ALTER TABLE backup_expiry DROP CONSTRAINT backup_expiry_run_id_fkey")
                .then()
                .block();
    }

    static ConnectionFactory fresh() {
        PostgresDatabase database = Postgres.shared().freshDatabase("backup");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration/backup")
                .load()
                .migrate();
        return ConnectionFactories.get(ConnectionFactoryOptions.parse(database.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, database.user())
                .option(ConnectionFactoryOptions.PASSWORD, database.password())
                .build());
    }

    @Override
    Verifications empty() {
        client.sql("TRUNCATE backup_verification, backup_copy_verdict, backup_expiry")
                .then()
                .block();
        return new R2dbcVerifications(client, JsonMapper.builder().build());
    }

    @Override
    void letGo(String planId, String runId) {
        client.sql("""
                        INSERT INTO backup_expiry (run_id, plan_id, cause, reason, decided_at, left_at)
                        VALUES (:run, :plan, 'age', 'Too old.', now(), '{}')""").bind("run", runId).bind("plan", planId).then().block();
    }
}
