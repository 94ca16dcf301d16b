package io.mooring.notifier.input;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.alert.AlertChange;
import io.mooring.notifier.alert.AlertFollower;
import io.mooring.notifier.alert.AlertIncidents;
import io.mooring.notifier.alert.HeldAlerts;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.token.Tokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Inputs and alerts over HTTP with a database of their own, and nobody else: no Kafka, no channel. */
final class InputService implements AutoCloseable {

    private final PostgresDatabase database = Postgres.shared().freshDatabase("inputs");
    private final ConfigurableApplicationContext context;

    private InputService(Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.web-application-type=reactive",
                "--spring.r2dbc.url=" + database.r2dbcUrl(),
                "--spring.r2dbc.username=" + database.user(),
                "--spring.r2dbc.password=" + database.password(),
                "--spring.flyway.url=" + database.jdbcUrl(),
                "--spring.flyway.user=" + database.user(),
                "--spring.flyway.password=" + database.password(),
                "--spring.flyway.locations=classpath:db/migration/notifier",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri="
                        + Tokens.shared().issuer()));
        settings.forEach((name, value) -> arguments.add("--notifier.inputs." + name + "=" + value));
        context = new SpringApplicationBuilder(Parts.class).run(arguments.toArray(String[]::new));
    }

    static InputService start(Map<String, String> settings) {
        return new InputService(settings);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** What followers of alerts heard, in its order, and what to answer them. */
    Follower alerts() {
        return context.getBean(Follower.class);
    }

    /** One look of the dead man's switch. */
    void look() {
        context.getBean(WatchInputs.class).run().block();
    }

    /** How often an alert was told to fire. */
    long firings(String key) {
        return context.getBean(DatabaseClient.class)
                .sql("SELECT coalesce(max(times), 0) AS most FROM input_signal WHERE key = :key AND says = 'FIRING'")
                .bind("key", key)
                .map(row -> row.get("most", Long.class))
                .one()
                .block();
    }

    /** From here on time passes only when the test says so. */
    void stopClock() {
        context.getBean(Clock.class).stopped.set(Instant.now());
    }

    void startClock() {
        context.getBean(Clock.class).stopped.set(null);
    }

    void pass(Duration time) {
        context.getBean(Clock.class).stopped.updateAndGet(now -> now == null ? null : now.plus(time));
    }

    @Override
    public void close() {
        context.close();
    }

    static final class Follower implements AlertFollower {

        final List<AlertChange> heard = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger();

        @Override
        public Mono<Void> follow(List<AlertChange> changes) {
            return Mono.defer(() -> {
                if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return Mono.error(new IllegalStateException("the follower cannot"));
                }
                heard.addAll(changes);
                return Mono.empty();
            });
        }

        List<AlertChange> about(String key) {
            return heard.stream()
                    .filter(change -> change.after().key().equals(key))
                    .toList();
        }

        List<AlertChange.What> whats(String key) {
            return about(key).stream().map(AlertChange::what).toList();
        }
    }

    static final class Clock implements InstantSource {

        private final AtomicReference<@Nullable Instant> stopped = new AtomicReference<>();

        @Override
        public Instant instant() {
            Instant now = stopped.get();
            return now == null ? Instant.now() : now;
        }
    }

    private static final class NothingHeld implements HeldAlerts {

        @Override
        public Mono<Map<UUID, Held>> among(Collection<UUID> alerts) {
            return Mono.just(Map.of());
        }

        @Override
        public Mono<Map<String, Long>> counts() {
            return Mono.just(Map.of());
        }
    }

    /** No configuration by its annotation: processes of other tests scan this folder, and it is not for them. */
    @EnableAutoConfiguration(
            excludeName = {
                "io.mooring.platform.events.EventsAutoConfiguration",
                "io.mooring.platform.events.serde.SerdeAutoConfiguration",
                "io.mooring.platform.events.outbox.OutboxAutoConfiguration",
                "io.mooring.platform.events.inbox.InboxAutoConfiguration",
                "io.mooring.platform.events.relay.RelayAutoConfiguration",
                "io.mooring.platform.events.retention.RetentionAutoConfiguration",
                "io.mooring.platform.events.consumer.ConsumerAutoConfiguration",
                "io.mooring.platform.events.topics.TopicsAutoConfiguration",
                "io.mooring.platform.events.deadletter.DeadLetterAutoConfiguration",
                "io.mooring.platform.events.audit.AuditAutoConfiguration"
            })
    @EnableConfigurationProperties(NotifierSettings.class)
    @ComponentScan(
            basePackages = "io.mooring.notifier.alert",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*AlertConfiguration"))
    @Import({InputConfiguration.class, InputDoor.class, InputsApi.class})
    static class Parts {

        @Bean
        Clock clock() {
            return new Clock();
        }

        @Bean
        Follower follower() {
            return new Follower();
        }

        @Bean
        Outbox outbox() {
            return events -> Mono.empty();
        }

        @Bean
        HeldAlerts held() {
            return new NothingHeld();
        }

        @Bean
        AlertIncidents incidents() {
            return alerts -> Mono.just(Map.of());
        }
    }
}
