package io.mooring.platform.events.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.EventsSettings;
import io.mooring.platform.events.EventsTelemetry;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.platform.events.outbox.Outboxes;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** One service's outbox on a database of its own, and as many relays as a test wants. */
final class RelayFixture implements AutoCloseable {

    static final EventsSettings.Relay QUICK = new EventsSettings.Relay(
            true,
            Duration.ofMillis(100),
            200,
            1024 * 1024,
            Duration.ofMillis(50),
            Duration.ofMillis(400),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    final EventsDatabase database = new EventsDatabase("relay");
    final Outbox outbox = Outboxes.of(database);
    final OutboxProblems problems = new R2dbcOutboxProblems(database.client(), InstantSource.system());
    private final String bootstrapServers;
    private final List<OutboxRelay> relays = new ArrayList<>();

    RelayFixture(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    Relay start(String name) {
        return start(name, QUICK);
    }

    Relay start(String name, EventsSettings.Relay settings) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        OutboxRelay relay = relay(name, database.plainConnections(name), bootstrapServers, settings, meters);
        relays.add(relay);
        relay.start();
        return new Relay(relay, meters);
    }

    /** A relay, not yet started. */
    static OutboxRelay relay(
            String name,
            ConnectionFactory connections,
            String bootstrapServers,
            EventsSettings.Relay settings,
            MeterRegistry meters) {
        RelayProducers producers = new RelayProducers(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        200),
                name,
                settings.deliveryTimeout());
        return new OutboxRelay(name, connections, producers, settings, InstantSource.system(), new RelayMeters(meters));
    }

    void append(OutgoingEvent... events) {
        EventsDatabase.wait(outbox.append(events).as(database.transaction()::transactional));
    }

    void append(String topic, String key, String... runs) {
        for (String run : runs) {
            append(Backups.started(topic, key, run));
        }
    }

    /** Rows straight into the table, as a long outage leaves them. */
    void backlog(String topic, int rows, int keys) {
        EventsDatabase.wait(database.client()
                .sql("""
                        INSERT INTO outbox_event (id, aggregatetype, aggregateid, type, payload, source, time)
                        SELECT gen_random_uuid(), :topic, 'key-' || n % :keys, 'Test', convert_to(n::text, 'UTF8'),
                               '/mooring/test', now() FROM generate_series(1, :rows) n""")
                .bind("topic", topic)
                .bind("keys", keys)
                .bind("rows", rows)
                .then());
    }

    long waiting() {
        return database.count("SELECT count(*) FROM outbox_event WHERE settled_at IS NULL");
    }

    @Override
    public void close() {
        relays.forEach(OutboxRelay::stop);
        database.close();
    }

    record Relay(OutboxRelay relay, SimpleMeterRegistry meters) {

        boolean isRelaying() {
            return meters.get(EventsTelemetry.RELAYING.meterName()).gauge().value() == 1;
        }

        double counted(EventsTelemetry meter) {
            return meters.find(meter.meterName()).counters().stream()
                    .mapToDouble(counter -> counter.count())
                    .sum();
        }
    }
}
