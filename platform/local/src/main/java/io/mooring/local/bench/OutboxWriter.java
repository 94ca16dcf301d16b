package io.mooring.local.bench;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.platform.events.outbox.OutboxRow;
import io.mooring.platform.events.serde.KafkaAvroSerializer;
import io.mooring.schemas.TopicCatalogue;
import io.mooring.schemas.UuidV7;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Appends to a running service's outbox from outside, with the statements of {@code Outbox.append}. Not for several threads at once. */
final class OutboxWriter implements AutoCloseable {

    private static final String TELL = "SELECT pg_advisory_xact_lock(?, ?), pg_notify(?, '')";

    private static final String INSERT = """
            INSERT INTO outbox_event (id, aggregatetype, aggregateid, type, payload, source, time, correlationid)
            VALUES (?, ?, ?, ?, ?, '/mooring/bench', ?, ?)""";

    /** Any lock space does: the benchmark's keys are its own. */
    private static final int SPACE = 0x42656E63;

    private final Connection connection;
    private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    private final UuidV7 ids = new UuidV7(InstantSource.system());

    OutboxWriter(PostgresDatabase database, String registry) throws SQLException {
        this.connection = database.connect();
        connection.setAutoCommit(false);
        serializer.configure(Map.of("schema.registry.url", registry), false);
    }

    /** Appends and commits. Answers the record's size in bytes. */
    int append(String key, SpecificRecord event) throws SQLException {
        byte[] payload = serializer.serialize(TopicCatalogue.BACKUP_RUNS, event);
        try (PreparedStatement tell = connection.prepareStatement(TELL);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            tell.setInt(1, SPACE);
            tell.setInt(2, key.hashCode());
            tell.setString(3, OutboxRow.CHANNEL);
            tell.execute();
            insert.setObject(1, UUID.fromString(ids.next().toString()));
            insert.setString(2, TopicCatalogue.BACKUP_RUNS);
            insert.setString(3, key);
            insert.setString(4, event.getSchema().getFullName());
            insert.setBytes(5, payload);
            insert.setObject(6, Instant.now().atOffset(ZoneOffset.UTC));
            insert.setString(7, ids.next().toString());
            insert.executeUpdate();
        }
        connection.commit();
        return payload == null ? 0 : payload.length;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        serializer.close();
    }
}
