package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.IncidentRow.value;

import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Post-mortems as rows. */
final class R2dbcPostMortemTexts implements PostMortemTexts {

    private final DatabaseClient database;

    R2dbcPostMortemTexts(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Text> find(UUID incident) {
        return database.sql("SELECT markdown, author, updated_at, version FROM incident_post_mortem WHERE incident_id ="
                        + " :id")
                .bind("id", incident)
                .map(row -> new Text(
                        value(row, "markdown", String.class),
                        value(row, "author", String.class),
                        value(row, "updated_at", Instant.class),
                        value(row, "version", Long.class)))
                .one();
    }

    @Override
    public Mono<Boolean> store(UUID incident, Text text) {
        return database.sql("""
            INSERT INTO incident_post_mortem AS p (incident_id, markdown, author, updated_at, version)
            SELECT :id, :markdown, :author, :at, :version
            WHERE :version = 1 OR EXISTS (SELECT 1 FROM incident_post_mortem WHERE incident_id = :id)
            ON CONFLICT (incident_id) DO UPDATE
            SET markdown = excluded.markdown, author = excluded.author, updated_at = excluded.updated_at,
                version = excluded.version
            WHERE p.version = excluded.version - 1
            """)
                .bind("id", incident)
                .bind("markdown", text.markdown())
                .bind("author", text.author())
                .bind("at", text.updatedAt())
                .bind("version", text.version())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
