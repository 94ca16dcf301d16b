package io.mooring.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.embedded.EmbeddedPartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

    @Test
    void keepsRecordsAndPortAcrossARestart() throws Exception {
        try (KafkaBroker broker = KafkaBroker.startTemporary()) {
            int port = broker.port();
            createTopic(broker, "kept");
            send(broker, "kept", "before");

            broker.stop();
            broker.start();

            send(broker, "kept", "after");
            assertThat(broker.port()).isEqualTo(port);
            assertThat(read(broker, "kept", 2)).containsExactly("before", "after");
        }
    }

    @Test
    void aNewBrokerOverAnOldFolderHasItsRecords(@TempDir Path folder) throws Exception {
        int port;
        try (KafkaBroker first = KafkaBroker.start(folder, io.mooring.embedded.process.FreePorts.next())) {
            port = first.port();
            createTopic(first, "kept");
            send(first, "kept", "one");
        }
        try (KafkaBroker second = KafkaBroker.start(folder, port)) {
            assertThat(read(second, "kept", 1)).containsExactly("one");
        }
    }

    @Test
    void aTopicNobodyCreatedIsAnError() {
        try (KafkaBroker broker = KafkaBroker.startTemporary()) {
            assertThatThrownBy(() -> send(broker, "mistyped", "lost")).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path folder) throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> KafkaBroker.start(folder, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedPartException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    private static void createTopic(KafkaBroker broker, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static void send(KafkaBroker broker, String topic, String value) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.bootstrapServers());
        properties.put("max.block.ms", "3000");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static List<String> read(KafkaBroker broker, String topic, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(topic, 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            List<String> values = new java.util.ArrayList<>();
            for (int i = 0; i < 20 && values.size() < count; i++) {
                consumer.poll(Duration.ofSeconds(1)).forEach(r -> values.add(r.value()));
            }
            return values;
        }
    }
}
