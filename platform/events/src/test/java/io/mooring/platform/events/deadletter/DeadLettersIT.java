package io.mooring.platform.events.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.events.backup.BackupStarted;
import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.ReceivedEvent;
import io.mooring.platform.events.Records;
import io.mooring.platform.events.deadletter.DeadLetters.Replay;
import io.mooring.platform.events.deadletter.DeadLetters.ReplayAll;
import io.mooring.platform.events.inbox.InboxConsumers;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.Registry;
import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Records that fail, in a whole service with real parts. */
class DeadLettersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String GROUP = "fragile";

    private static ConfigurableApplicationContext service;
    private static String topic;
    private Handler handler;
    private DeadLetters letters;

    @BeforeAll
    static void start() {
        topic = Kafka.shared().freshTopic("letters", 1);
        PostgresDatabase database = Postgres.shared().freshDatabase("letters");
        service = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.application.name=backup-service",
                        "spring.kafka.bootstrap-servers=" + Kafka.shared().bootstrapServers(),
                        "mooring.registry.url=" + Registry.shared().url(),
                        "spring.r2dbc.url=" + database.r2dbcUrl(),
                        "spring.r2dbc.username=" + database.user(),
                        "spring.r2dbc.password=" + database.password(),
                        "spring.flyway.enabled=false",
                        "mooring.events.retry.first-backoff=20ms",
                        "mooring.events.retry.max-backoff=50ms",
                        "mooring.events.retry.attempts=2",
                        "spring.cloud.function.definition=fragile",
                        "spring.cloud.stream.bindings.fragile-in-0.destination=" + topic,
                        "spring.cloud.stream.bindings.fragile-in-0.group=" + GROUP)
                .run();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void forget() {
        handler = service.getBean(Handler.class);
        letters = service.getBean(DeadLetters.class);
        handler.failing.clear();
        handler.attempts.clear();
        handler.handled.clear();
    }

    @Test
    void retriesInOrderThenKeepsTheRecordAndGoesOnWithTheNext() {
        handler.failing.add("a-2");
        append("a", "a-1", "a-2", "a-3");
        await().atMost(PATIENCE).until(() -> handler.handled.contains("a-3"));

        assertThat(handler.attempts).containsExactly("a-1", "a-2", "a-2", "a-2", "a-3");
        DeadLetter letter = letter("a");
        assertThat(letter.eventType()).isEqualTo("io.mooring.events.backup.BackupStarted");
        assertThat(letter.exception()).isEqualTo("java.lang.IllegalStateException");
        assertThat(letter.failure()).isEqualTo("a-2 is refused");
        assertThat(letter.state()).isEqualTo(DeadLetter.State.WAITING);
        assertThat(sameBytesAndHeaders(letter)).isTrue();
    }

    @Test
    void replaysToTheHandlerOnlyAndMarksTheLetter() {
        handler.failing.add("b-1");
        append("b", "b-1");
        DeadLetter letter = awaitLetter("b");
        long before = Records.now(kafka(), topic).size();

        Replay again = replay(letter);
        assertThat(again.outcome()).isEqualTo(Replay.Outcome.FAILED);
        assertThat(again.failure()).contains("b-1 is refused");
        assertThat(letter("b").state()).isEqualTo(DeadLetter.State.WAITING);

        handler.failing.clear();
        assertThat(replay(letter).outcome()).isEqualTo(Replay.Outcome.REPLAYED);
        assertThat(handler.handled).containsExactly("b-1");
        assertThat(letter("b").state()).isEqualTo(DeadLetter.State.REPLAYED);
        assertThat(replay(letter).outcome()).isEqualTo(Replay.Outcome.ALREADY_DECIDED);
        assertThat(handler.handled).containsExactly("b-1");
        assertThat(Records.now(kafka(), topic)).as("nobody else sees a replay").hasSize((int) before);
    }

    @Test
    void replaysAllThatWaitButNotPastAKeyThatFailsAgain() {
        handler.failing.addAll(Set.of("c-1", "c-2", "d-1"));
        append("c", "c-1", "c-2");
        append("d", "d-1");
        awaitLetter("d");
        // Keys go side by side: the second of one key may come after the first of another.
        await().atMost(PATIENCE)
                .until(() -> all().stream()
                                .filter(letter -> "c".equals(letter.key()))
                                .count()
                        == 2);
        handler.failing.removeAll(Set.of("c-2", "d-1"));
        handler.handled.clear();

        ReplayAll all = EventsDatabase.wait(letters.replayAll(topic, GROUP, "olga"));
        assertThat(all.failed()).isEqualTo(1);
        assertThat(all.leftWaiting()).isEqualTo(1);
        assertThat(handler.handled).contains("d-1").doesNotContain("c-1", "c-2");
        handler.failing.clear();
        EventsDatabase.wait(letters.replayAll(topic, GROUP, "olga"));
        assertThat(handler.handled).containsSubsequence("c-1", "c-2");
    }

    @Test
    void keepsARecordThatIsNotAvroAtOnceAndUntouched() throws Exception {
        send("e", "this is not Avro".getBytes(StandardCharsets.UTF_8));
        append("f", "f-1");
        await().atMost(PATIENCE).until(() -> handler.handled.contains("f-1"));
        DeadLetter letter = awaitLetter("e");
        assertThat(letter.eventId()).isNull();
        assertThat(letter.failure()).isNotBlank();
        assertThat(sameBytesAndHeaders(letter)).isTrue();
        assertThat(handler.attempts).containsExactly("f-1");
        assertThat(replay(letter).outcome()).isEqualTo(Replay.Outcome.FAILED);
        assertThat(EventsDatabase.wait(letters.drop(topic, GROUP, letter.id(), "olga")))
                .isTrue();
        assertThat(letter("e").state()).isEqualTo(DeadLetter.State.DROPPED);
        assertThat(replay(letter).outcome()).isEqualTo(Replay.Outcome.ALREADY_DECIDED);
    }

    @Test
    void doesNotSkipARecordWhoseLetterCannotBeWritten() throws Exception {
        limitLetters(200);
        handler.failing.add("g-1");
        append("g", "g-1", "g-2");
        await().atMost(PATIENCE)
                .until(() -> handler.attempts.stream().filter("g-1"::equals).count() > 6);
        assertThat(handler.handled).doesNotContain("g-2");
        limitLetters(4_000_000);
        await().atMost(PATIENCE).until(() -> handler.handled.contains("g-2"));
        assertThat(letter("g").failure()).isEqualTo("g-1 is refused");
    }

    @Test
    void tellsAnUnknownSourceAndAnUnknownLetter() {
        assertThat(replayOutcome(new LetterId(0, 999_999))).isEqualTo(Replay.Outcome.UNKNOWN);
        assertThat(letters.list("no.such.topic", GROUP, null, 10)
                        .map(_ -> "found")
                        .onErrorResume(DeadLetters.UnknownSource.class, unknown -> Mono.just("unknown"))
                        .block(PATIENCE))
                .isEqualTo("unknown");
        assertThat(EventsDatabase.wait(letters.sources()))
                .extracting(DeadLetters.Source::topic)
                .containsExactly(topic);
    }

    private boolean sameBytesAndHeaders(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> original = Records.now(kafka(), topic).stream()
                .filter(record -> record.offset() == letter.originalOffset())
                .findFirst()
                .orElseThrow();
        ConsumerRecord<byte[], byte[]> kept = Records.now(kafka(), topic + "." + GROUP + ".dlt").stream()
                .filter(record -> record.offset() == letter.id().offset())
                .findFirst()
                .orElseThrow();
        assertThat(kept.key()).isEqualTo(original.key());
        assertThat(kept.value()).isEqualTo(original.value());
        assertThat(List.of(kept.headers().toArray())
                        .subList(0, original.headers().toArray().length))
                .isEqualTo(List.of(original.headers().toArray()));
        assertThat(kept.headers()).extracting(header -> header.key()).doesNotContain("mooring_original");
        return true;
    }

    private DeadLetter awaitLetter(String key) {
        await().atMost(PATIENCE).until(() -> all().stream().anyMatch(letter -> key.equals(letter.key())));
        return letter(key);
    }

    private DeadLetter letter(String key) {
        return all().stream()
                .filter(letter -> key.equals(letter.key()))
                .findFirst()
                .orElseThrow();
    }

    private List<DeadLetter> all() {
        return EventsDatabase.wait(letters.list(topic, GROUP, null, 200));
    }

    private Replay replay(DeadLetter letter) {
        return EventsDatabase.wait(letters.replay(topic, GROUP, letter.id(), "olga"));
    }

    private Replay.Outcome replayOutcome(LetterId id) {
        return EventsDatabase.wait(letters.replay(topic, GROUP, id, "olga")).outcome();
    }

    private static void append(String key, String... runs) {
        TransactionalOperator transaction = service.getBean(TransactionalOperator.class);
        for (String run : runs) {
            EventsDatabase.wait(service.getBean(Outbox.class)
                    .append(Backups.started(topic, key, run))
                    .as(transaction::transactional));
        }
    }

    private static void send(String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }

    private static void limitLetters(int bytes) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic + "." + GROUP + ".dlt");
        var change = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
        }
    }

    private static String kafka() {
        return Kafka.shared().bootstrapServers();
    }

    static final class Handler {
        private final Set<String> failing = ConcurrentHashMap.newKeySet();
        private final Queue<String> attempts = new ConcurrentLinkedQueue<>();
        private final Queue<String> handled = new ConcurrentLinkedQueue<>();

        Mono<Void> handle(ReceivedEvent<?> event) {
            String run = ((BackupStarted) event.payload()).getRunId();
            attempts.add(run);
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
