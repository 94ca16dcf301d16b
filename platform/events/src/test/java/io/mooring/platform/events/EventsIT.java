package io.mooring.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.platform.events.inbox.InboxConsumers;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.Registry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A whole service: append, relay, broker, registry, consumer, inbox. */
class EventsIT {

    @Test
    void carriesAnEventFromAStateChangeToTheHandlerOfAnotherGroup() {
        try (ConfigurableApplicationContext service = start()) {
            Seen seen = service.getBean(Seen.class);
            TransactionalOperator transaction = service.getBean(TransactionalOperator.class);
            service.getBean(Outbox.class)
                    .append(Backups.started("plan-1", "run-1"), Backups.started("plan-1", "run-2"))
                    .as(transaction::transactional)
                    .contextWrite(context -> context.put(EventContext.CORRELATION_ID, "request-7"))
                    .block(Duration.ofMinutes(2));

            await().until(() -> seen.events.size() == 2);
            ReceivedEvent<?> first = seen.events.element();
            assertThat(first.payload()).isEqualTo(Backups.record("plan-1", "run-1"));
            assertThat(first.key()).isEqualTo("plan-1");
            assertThat(first.type()).isEqualTo("io.mooring.events.backup.BackupStarted");
            assertThat(first.source()).isEqualTo("/mooring/backup-service");
            assertThat(first.correlationId()).isEqualTo("request-7");
            assertThat(first.topic()).isEqualTo("mooring.backup.runs");
            assertThat(seen.correlationsOfTheThread).containsOnly("request-7");
        }
    }

    private static ConfigurableApplicationContext start() {
        PostgresDatabase database = Postgres.shared().freshDatabase("events");
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.application.name=backup-service",
                        "spring.kafka.bootstrap-servers=" + Kafka.shared().bootstrapServers(),
                        "mooring.registry.url=" + Registry.shared().url(),
                        "spring.r2dbc.url=" + database.r2dbcUrl(),
                        "spring.r2dbc.username=" + database.user(),
                        "spring.r2dbc.password=" + database.password(),
                        "spring.flyway.enabled=false",
                        "spring.cloud.function.definition=watch",
                        "spring.cloud.stream.bindings.watch-in-0.destination=mooring.backup.runs",
                        "spring.cloud.stream.bindings.watch-in-0.group=watcher")
                .run();
    }

    static final class Seen {
        private final Queue<ReceivedEvent<?>> events = new ConcurrentLinkedQueue<>();
        private final Queue<String> correlationsOfTheThread = new ConcurrentLinkedQueue<>();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        Seen seen() {
            return new Seen();
        }

        @Bean
        Consumer<Message<SpecificRecord>> watch(InboxConsumers consumers, Seen seen) {
            return consumers.consumer(
                    "watcher",
                    event -> Mono.fromRunnable(() -> {
                        seen.correlationsOfTheThread.add(String.valueOf(MDC.get(EventContext.CORRELATION_ID)));
                        seen.events.add(event);
                    }));
        }
    }
}
