package io.mooring.platform.events.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.inbox.InboxConsumers;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.Registry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Kafka is away just when it is told how far a partition is handled, of which nothing comes afterwards. */
@ExtendWith(OutputCaptureExtension.class)
class LostCommitIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOPIC = "quiet";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    @Test
    void kafkaIsToldOfTheLastEventAllTheSame(CapturedOutput output) throws Exception {
        try (KafkaBroker broker = Kafka.own();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            try (ConfigurableApplicationContext service = start(broker)) {
                Slow slow = service.getBean(Slow.class);
                append(service, "run-1");
                await().atMost(PATIENCE).until(() -> slow.begun.get() == 1);
                broker.stop();
                slow.goOn.release();
                await().atMost(PATIENCE).until(() -> output.getAll().contains("Kafka did not note how far"));
                broker.start();
                await().atMost(PATIENCE).until(() -> committed(admin) == 1);
                assertThat(slow.begun).as("nobody was told it anew").hasValue(1);
            }
        }
    }

    private static long committed(Admin admin) throws Exception {
        OffsetAndMetadata place = admin.listConsumerGroupOffsets("slow")
                .partitionsToOffsetAndMetadata()
                .get()
                .get(PARTITION);
        return place == null ? -1 : place.offset();
    }

    private static void append(ConfigurableApplicationContext service, String run) {
        TransactionalOperator transaction = service.getBean(TransactionalOperator.class);
        EventsDatabase.wait(service.getBean(Outbox.class)
                .append(Backups.started(TOPIC, "plan", run))
                .as(transaction::transactional));
    }

    private static ConfigurableApplicationContext start(KafkaBroker broker) {
        PostgresDatabase database = Postgres.shared().freshDatabase("quiet");
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.application.name=backup-service",
                        "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "spring.kafka.properties.reconnect.backoff.max.ms=200",
                        "mooring.registry.url=" + Registry.shared().url(),
                        "spring.r2dbc.url=" + database.r2dbcUrl(),
                        "spring.r2dbc.username=" + database.user(),
                        "spring.r2dbc.password=" + database.password(),
                        "spring.flyway.enabled=false",
                        "spring.cloud.function.definition=slow",
                        "spring.cloud.stream.bindings.slow-in-0.destination=" + TOPIC,
                        "spring.cloud.stream.bindings.slow-in-0.group=slow")
                .run();
    }

    /** Is in the middle of an event until the test lets it go on. */
    static final class Slow {
        private final AtomicInteger begun = new AtomicInteger();
        private final Semaphore goOn = new Semaphore(0);

        private Mono<Void> handle() {
            return Mono.<Void>fromRunnable(() -> {
                        begun.incrementAndGet();
                        goOn.acquireUninterruptibly();
                    })
                    .subscribeOn(Schedulers.boundedElastic());
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        Slow slowHandler() {
            return new Slow();
        }

        @Bean
        Consumer<Message<SpecificRecord>> slow(InboxConsumers consumers, Slow handler) {
            return consumers.consumer("slow", event -> handler.handle());
        }
    }
}
