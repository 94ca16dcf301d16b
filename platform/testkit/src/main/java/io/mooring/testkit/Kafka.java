package io.mooring.testkit;

import io.mooring.embedded.kafka.KafkaBroker;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.testcontainers.kafka.KafkaContainer;

/** One broker for all tests of a JVM. Tests share it, so each works on topics of its own. */
public final class Kafka {

    private static final String IMAGE = "apache/kafka:4.1.2";

    private final String bootstrapServers;

    private Kafka(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts the broker at the first call, 3 to 4 seconds. */
    public static Kafka shared() {
        return Shared.KAFKA;
    }

    /**
     * A broker of the caller's own, to stop and start again. Always embedded: a container gets another port at each start.
     * The caller closes it.
     */
    public static KafkaBroker own() {
        return KafkaBroker.startTemporary();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Creates a topic with a name nobody else uses, beginning with {@code prefix}; answers the name. */
    public String freshTopic(String prefix, int partitions) {
        String name = prefix + "." + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
            return name;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create the topic " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating the topic " + name, e);
        }
    }

    private static final class Shared {

        static final Kafka KAFKA = start();

        private static Kafka start() {
            return switch (Engine.chosen()) {
                case CONTAINERS -> {
                    KafkaContainer container =
                            new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
                    AtExit.close("Kafka", container);
                    container.start();
                    yield new Kafka(container.getBootstrapServers());
                }
                case EMBEDDED -> {
                    KafkaBroker broker = KafkaBroker.startTemporary();
                    AtExit.close("Kafka", broker);
                    yield new Kafka(broker.bootstrapServers());
                }
            };
        }
    }
}
