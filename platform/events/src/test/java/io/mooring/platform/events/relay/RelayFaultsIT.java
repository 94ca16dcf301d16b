package io.mooring.platform.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.Records;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.process.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two instances' relays as processes, of which the one that relays is killed and frozen again and again while events flow.
 * {@code -Dmooring.faults=full}: oftener, and frozen for longer than the database's patience with a silent session (30 s);
 * {@code -Dmooring.faults.seed=N} repeats a former order.
 */
class RelayFaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(RelayFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KEYS = 8;
    private static final String HOLDER = """
            SELECT a.application_name AS holder FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.classid = 1299141221 AND l.objid = 1 AND l.granted
              AND a.datname = current_database()""";

    private enum Fault {
        KILL,
        FREEZE_BRIEFLY,
        FREEZE_UNTIL_REPLACED
    }

    @TempDir
    Path folder;

    private final String kafka = Kafka.shared().bootstrapServers();
    private final String topic = Kafka.shared().freshTopic("relay-faults", 4);
    private final Map<String, ServiceProcess> relays = new HashMap<>();
    private final AtomicBoolean flowing = new AtomicBoolean(true);
    private int appended;

    @Test
    void losesNothingDoublesNothingAndKeepsTheOrderHoweverItsProcessesDieOrFreeze() throws Exception {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        Random moments = new Random(seed);
        List<Fault> faults = faults(moments);
        LOG.info("Faults {}, -Dmooring.faults.seed={}", faults, seed);
        try (RelayFixture service = new RelayFixture(kafka)) {
            start("one", service);
            start("two", service);
            Thread writer = Thread.ofPlatform().name("writer").start(() -> write(service, new Random(seed)));
            try {
                for (Fault fault : faults) {
                    // Somewhere in the middle of the flow, not on the heels of the former fault.
                    pass(200 + moments.nextLong(1_500));
                    strike(fault, service, moments);
                }
            } finally {
                flowing.set(false);
                writer.join();
            }
            await().atMost(PATIENCE).until(() -> service.waiting() == 0);
            assertWhole(Records.now(kafka, topic));
        } finally {
            relays.values().forEach(RelayFaultsIT::end);
        }
    }

    private static List<Fault> faults(Random order) {
        List<Fault> faults = new ArrayList<>(List.of(Fault.KILL, Fault.KILL, Fault.FREEZE_BRIEFLY));
        if (FULL) {
            faults.addAll(Collections.nCopies(3, Fault.KILL));
            faults.addAll(Collections.nCopies(1, Fault.FREEZE_BRIEFLY));
            faults.addAll(Collections.nCopies(3, Fault.FREEZE_UNTIL_REPLACED));
        }
        Collections.shuffle(faults, order);
        return faults;
    }

    private void strike(Fault fault, RelayFixture service, Random moments) throws InterruptedException {
        String holder = holder(service, "");
        ServiceProcess struck = relays.get(holder);
        LOG.info("{} of {} with {} events waiting", fault, holder, service.waiting());
        switch (fault) {
            case KILL -> {
                struck.kill9();
                holder(service, holder);
                start(holder, service);
            }
            case FREEZE_BRIEFLY -> {
                struck.freeze();
                pass(moments.nextLong(2_000));
                struck.resume();
            }
            case FREEZE_UNTIL_REPLACED -> {
                struck.freeze();
                String other = holder(service, holder);
                LOG.info("{} has taken over from the frozen {}", other, holder);
                // It relays while the other still believes that it does.
                long settled = settled(service);
                await().atMost(PATIENCE).until(() -> settled(service) > settled + 20);
                struck.resume();
            }
        }
    }

    private void start(String name, RelayFixture service) {
        relays.put(
                name,
                RelayProcess.start(name, service.database.address(), kafka, folder.resolve("relay-" + name + ".log")));
    }

    /** Who relays now, and is not the one that was struck. */
    private static String holder(RelayFixture service, String struck) {
        return await().atMost(PATIENCE)
                .until(
                        () -> EventsDatabase.wait(service.database
                                .client()
                                .sql(HOLDER)
                                .map(row -> String.valueOf(row.get("holder", String.class)))
                                .first()
                                .defaultIfEmpty("")),
                        holder -> !holder.isEmpty() && !holder.equals(struck));
    }

    private static long settled(RelayFixture service) {
        return service.database.count("SELECT count(*) FROM outbox_event WHERE settled_at IS NOT NULL");
    }

    /** One to three events in a transaction, about a hundred in a second. */
    private void write(RelayFixture service, Random random) {
        while (flowing.get()) {
            int many = 1 + random.nextInt(3);
            service.append(IntStream.range(appended, appended + many)
                    .mapToObj(number -> Backups.started(topic, "key-" + number % KEYS, Integer.toString(number)))
                    .toArray(OutgoingEvent[]::new));
            appended += many;
            pass(20);
        }
    }

    /** What an inbox takes into effect: the first of each id. All that was appended, in order, and nothing else. */
    private void assertWhole(List<ConsumerRecord<byte[], byte[]>> records) {
        LOG.info("{} events were appended, {} records are in the topic", appended, records.size());
        Map<String, List<String>> expected = new HashMap<>();
        for (int number = 0; number < appended; number++) {
            expected.computeIfAbsent("key-" + number % KEYS, _ -> new ArrayList<>())
                    .add(Integer.toString(number));
        }
        assertThat(appended).isGreaterThan(100);
        assertThat(Records.firstByKey(records)).isEqualTo(expected);
    }

    /** Not a wait for something: the moment of a fault, the pace of the flow. */
    private static void pass(long millis) {
        try {
            assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void end(ServiceProcess relay) {
        relay.resume();
        relay.kill9();
    }
}
