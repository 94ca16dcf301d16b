package io.mooring.platform.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.platform.events.EventsTelemetry;
import io.mooring.platform.events.Records;
import io.mooring.platform.events.relay.RelayFixture.Relay;
import io.mooring.testkit.Kafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Kafka goes away for longer than the producer tries, and comes back. */
class BrokerOutageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void takesEventsWhileKafkaIsAwayAndSendsThemInOrderAfterwards() throws Exception {
        try (KafkaBroker broker = Kafka.own();
                RelayFixture service = new RelayFixture(broker.bootstrapServers())) {
            create(broker, "outage");
            Relay relay = service.start("relay");
            service.append("outage", "a", "0");
            await().atMost(PATIENCE).until(() -> service.waiting() == 0);

            broker.stop();
            for (int number = 1; number <= 20; number++) {
                service.append("outage", "a", Integer.toString(number));
                service.append("outage", "b", Integer.toString(number));
            }
            await().atMost(PATIENCE).until(() -> relay.counted(EventsTelemetry.FAILED) >= 2);
            assertThat(service.waiting()).isEqualTo(40);

            broker.start();
            await().atMost(PATIENCE).until(() -> service.waiting() == 0);
            assertThat(Records.firstByKey(Records.now(broker.bootstrapServers(), "outage")))
                    .isEqualTo(Map.of("a", numbers(0, 20), "b", numbers(1, 20)));
            assertThat(service.database.count("SELECT count(*) FROM outbox_blocked_key"))
                    .isZero();
        }
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    private static void create(KafkaBroker broker, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
    }
}
