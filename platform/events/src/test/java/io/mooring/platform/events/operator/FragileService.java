package io.mooring.platform.events.operator;

import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.events.backup.BackupStarted;
import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.ReceivedEvent;
import io.mooring.platform.events.inbox.InboxConsumers;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.Registry;
import io.mooring.testkit.token.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A service with HTTP, security and a consumer that fails for the runs that a test names. */
final class FragileService implements AutoCloseable {

    static final String GROUP = "fragile";
    static final String LETTERS = "operator.letters";
    static final String TIGHT = "operator.tight";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    FragileService(KafkaBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            NewTopic tight = new NewTopic(TIGHT, 1, (short) 1).configs(Map.of("max.message.bytes", "100"));
            admin.createTopics(List.of(new NewTopic(LETTERS, 1, (short) 1), tight))
                    .all()
                    .get();
        }
        PostgresDatabase database = Postgres.shared().freshDatabase("operator");
        context = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.REACTIVE)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "spring.application.name=backup-service",
                        "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "spring.kafka.properties.reconnect.backoff.max.ms=200",
                        "mooring.registry.url=" + Registry.shared().url(),
                        "spring.r2dbc.url=" + database.r2dbcUrl(),
                        "spring.r2dbc.username=" + database.user(),
                        "spring.r2dbc.password=" + database.password(),
                        "spring.flyway.enabled=false",
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri="
                                + Tokens.shared().issuer(),
                        "mooring.events.relay.delivery-timeout=2s",
                        "mooring.events.retry.first-backoff=20ms",
                        "mooring.events.retry.max-backoff=50ms",
                        "mooring.events.retry.attempts=2",
                        "spring.cloud.function.definition=fragile",
                        "spring.cloud.stream.bindings.fragile-in-0.destination=" + LETTERS,
                        "spring.cloud.stream.bindings.fragile-in-0.group=" + GROUP)
                .run();
    }

    Handler handler() {
        return context.getBean(Handler.class);
    }

    void append(String topic, String key, String run) {
        TransactionalOperator transaction = context.getBean(TransactionalOperator.class);
        EventsDatabase.wait(context.getBean(Outbox.class)
                .append(Backups.started(topic, key, run))
                .as(transaction::transactional));
    }

    HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        return send(request(path, token));
    }

    HttpResponse<String> post(String path, @Nullable String token) throws Exception {
        return send(request(path, token).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }

    static final class Handler {

        final Set<String> failing = ConcurrentHashMap.newKeySet();
        final Queue<String> handled = new ConcurrentLinkedQueue<>();

        Mono<Void> handle(ReceivedEvent<?> event) {
            String run = ((BackupStarted) event.payload()).getRunId();
            return failing.contains(run)
                    ? Mono.error(new IllegalStateException(run + " is refused"))
                    : Mono.fromRunnable(() -> handled.add(run));
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        Handler handler() {
            return new Handler();
        }

        @Bean
        Consumer<Message<SpecificRecord>> fragile(InboxConsumers consumers, Handler handler) {
            return consumers.consumer(GROUP, handler::handle);
        }
    }
}
