package io.mooring.platform.events.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.events.backup.BackupStarted;
import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.ReceivedEvent;
import io.mooring.platform.events.Records;
import io.mooring.platform.events.deadletter.DeadLetters.Replay;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.messaging.Message;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Records of a batch that fail, in a whole service with real parts. */
class BatchLettersIT {

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
                        "spring.cloud.stream.bindings.fragile-in-0.group=" + GROUP,
                        "spring.cloud.stream.bindings.fragile-in-0.consumer.batch-mode=true")
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
        handler.alone.clear();
        handler.handled.clear();
    }

    @Test
    void takesAllButThePoisonInTheMiddleIntoEffectInOrderAndKeepsThatOneAlone() {
        handler.failing.add("a-4");
        append("a", runs("a", 8));
        await().atMost(PATIENCE).until(() -> handler.handled.contains("a-8"));

        assertThat(handler.handled).containsExactly("a-1", "a-2", "a-3", "a-5", "a-6", "a-7", "a-8");
        assertThat(handler.alone.stream().filter("a-4"::equals))
                .as("one attempt and two retries")
                .hasSize(3);
        DeadLetter letter = letter("a");
        assertThat(letter.exception()).isEqualTo("java.lang.IllegalStateException");
        assertThat(letter.failure()).isEqualTo("a-4 is refused");
        assertThat(sameBytesAndHeaders(letter)).isTrue();
        assertThat(all().stream().filter(other -> "a".equals(other.key()))).hasSize(1);
    }

    @Test
    void replaysALetterToTheBatchsHandler() {
        handler.failing.add("b-1");
        append("b", "b-1", "b-2");
        DeadLetter letter = awaitLetter("b");
        await().atMost(PATIENCE).until(() -> handler.handled.contains("b-2"));
        assertThat(replay(letter).outcome()).isEqualTo(Replay.Outcome.FAILED);
        assertThat(replay(letter).failure()).contains("b-1 is refused");
        handler.failing.clear();
        assertThat(replay(letter).outcome()).isEqualTo(Replay.Outcome.REPLAYED);
        assertThat(handler.handled).containsExactly("b-2", "b-1");
        assertThat(replay(letter).outcome()).isEqualTo(Replay.Outcome.ALREADY_DECIDED);
    }

    @Test
    void keepsARecordThatIsNotAvroAtOnceAndTheOthersOfTheBatchTakeEffect() {
        append("c", "c-1", "c-2");
        send("d", "this is not Avro".getBytes(StandardCharsets.UTF_8));
        append("c", "c-3");
        await().atMost(PATIENCE).until(() -> handler.handled.contains("c-3"));
        DeadLetter letter = awaitLetter("d");
        assertThat(sameBytesAndHeaders(letter)).isTrue();
        assertThat(letter.failure()).isNotBlank();
        assertThat(handler.handled).containsExactly("c-1", "c-2", "c-3");
        assertThat(replay(letter).outcome()).isEqualTo(Replay.Outcome.FAILED);
    }

    @Test
    void losesNothingAndKeepsTheOrderWhileTheDatabaseIsAway() {
        handler.away.set(8);
        append("e", runs("e", 5));
        await().atMost(PATIENCE).until(() -> handler.handled.contains("e-5"));
        assertThat(handler.handled).containsExactly(runs("e", 5));
        assertThat(all()).noneMatch(letter -> "e".equals(letter.key()));
    }

    @Test
    void takesAnEventThatIsSentTwiceIntoEffectOnce() {
        append("f", "f-1");
        await().atMost(PATIENCE).until(() -> handler.handled.contains("f-1"));
        ConsumerRecord<byte[], byte[]> record = Records.now(kafka(), topic).getLast();
        var again = new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
        send(List.of(again, again));
        append("f", "f-2");
        await().atMost(PATIENCE).until(() -> handler.handled.contains("f-2"));
        assertThat(handler.handled).containsExactly("f-1", "f-2");
    }

    @Test
    void handsOverManyAtOnce() {
        append("g", "g-1");
        ConsumerRecord<byte[], byte[]> record = Records.now(kafka(), topic).getLast();
        send(IntStream.range(0, 300)
                .mapToObj(i -> {
                    var again = new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
                    again.headers().remove("ce_id").add("ce_id", ("g-" + i).getBytes(StandardCharsets.UTF_8));
                    return again;
                })
                .toList());
        await().atMost(PATIENCE).until(() -> handler.handled.size() == 301);
        assertThat(handler.largest.get()).isGreaterThan(10);
    }

    private static String[] runs(String key, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> key + "-" + i).toArray(String[]::new);
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

    /** In one transaction, so that they lie side by side in the topic. */
    private static void append(String key, String... runs) {
        TransactionalOperator transaction = service.getBean(TransactionalOperator.class);
        OutgoingEvent[] events =
                Stream.of(runs).map(run -> Backups.started(topic, key, run)).toArray(OutgoingEvent[]::new);
        EventsDatabase.wait(service.getBean(Outbox.class).append(events).as(transaction::transactional));
        await().atMost(PATIENCE)
                .until(() -> Records.now(kafka(), topic).stream()
                                .filter(record -> key.equals(new String(record.key(), StandardCharsets.UTF_8)))
                                .count()
                        >= runs.length);
    }

    private static void send(String key, byte[] value) {
        send(List.of(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka(), "linger.ms", 200),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            records.forEach(producer::send);
        }
    }

    private static String kafka() {
        return Kafka.shared().bootstrapServers();
    }

    static final class Handler {
        private final Set<String> failing = ConcurrentHashMap.newKeySet();
        private final Queue<String> alone = new ConcurrentLinkedQueue<>();
        private final Queue<String> handled = new ConcurrentLinkedQueue<>();
        private final AtomicInteger away = new AtomicInteger();
        private final AtomicInteger largest = new AtomicInteger();

        Mono<Void> handle(List<ReceivedEvent<SpecificRecord>> events) {
            if (away.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return Mono.error(new DataAccessResourceFailureException("away"));
            }
            List<String> runs = events.stream()
                    .map(event -> ((BackupStarted) event.payload()).getRunId())
                    .toList();
            largest.accumulateAndGet(runs.size(), Math::max);
            if (runs.size() == 1) {
                alone.add(runs.getFirst());
            }
            return runs.stream()
                    .filter(failing::contains)
                    .findFirst()
                    .map(run -> Mono.<Void>error(new IllegalStateException(run + " is refused")))
                    .orElseGet(() -> Mono.fromRunnable(() -> handled.addAll(runs)));
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
        Consumer<Message<List<SpecificRecord>>> fragile(InboxConsumers consumers, Handler handler) {
            return consumers.batch(GROUP, handler::handle);
        }
    }
}
