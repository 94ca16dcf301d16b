package io.mooring.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.service.TopicReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State and events agree whenever the service dies: kill -9 between any two lines of the sampler and of the relay. */
class MonitorFaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final long SEED = Long.getLong("mooring.faults.seed", System.nanoTime());

    @Test
    void everyStoredSampleIsToldOnceAndInOrderHoweverOftenTheServiceIsKilled(@TempDir Path folder) throws Exception {
        System.out.println("Replay with -Dmooring.faults.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        Instant began = Instant.now();
        try (ServiceUnderTest service = ServiceUnderTest.start(
                        MonitorApplication.class,
                        "monitor",
                        folder.resolve("service.log"),
                        more -> more.environment("MOORING_MONITOR_INTERVAL", "1s"));
                TopicReader topic = new TopicReader("mooring.health.samples")) {
            for (int kill = 0; kill < (FULL ? 10 : 2); kill++) {
                int before = stored(service);
                await().atMost(PATIENCE).until(() -> stored(service) >= before + 2);
                letPass(random.nextInt(1000));
                service.process().kill9();
                service.startAgain();
            }
            service.process().kill9();
            int stored = stored(service);
            int already = idsSince(began, topic).size();
            assertThat(already).as("events never tell of what was not stored").isLessThanOrEqualTo(stored);
            service.startAgain();
            await().atMost(PATIENCE).until(() -> idsSince(began, topic).size() >= stored);
            assertThat(firstTimesSince(began, topic))
                    .as("in the order of the samples")
                    .isSorted();
        }
    }

    /** Any moment is a good one to be killed at. */
    private static void letPass(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }

    private static int stored(ServiceUnderTest service) throws SQLException {
        try (Connection connection = service.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(DISTINCT at) FROM sample")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Other tests' samples may be on the topic already. */
    private static List<ConsumerRecord<String, byte[]>> since(Instant began, TopicReader topic) {
        return topic.matching(
                record -> Instant.parse(TopicReader.header(record, "ce_time")).isAfter(began));
    }

    private static Set<String> idsSince(Instant began, TopicReader topic) {
        return since(began, topic).stream()
                .map(record -> TopicReader.header(record, "ce_id"))
                .collect(Collectors.toSet());
    }

    private static List<String> firstTimesSince(Instant began, TopicReader topic) {
        Set<String> seen = new HashSet<>();
        return since(began, topic).stream()
                .filter(record -> seen.add(TopicReader.header(record, "ce_id")))
                .map(record -> TopicReader.header(record, "ce_time"))
                .toList();
    }
}
