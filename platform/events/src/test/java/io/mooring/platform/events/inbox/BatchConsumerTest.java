package io.mooring.platform.events.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.mooring.events.backup.BackupStarted;
import io.mooring.platform.events.Backups;
import io.mooring.platform.events.BatchHandler;
import io.mooring.platform.events.EventContext;
import io.mooring.platform.events.PutOff;
import io.mooring.platform.events.ReceivedEvent;
import io.mooring.platform.events.Surroundings;
import io.mooring.platform.events.cloudevents.EventAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import reactor.core.publisher.Mono;

class BatchConsumerTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final List<String> noted = new ArrayList<>();
    private final List<List<String>> handled = new ArrayList<>();
    private final List<@Nullable String> correlations = new ArrayList<>();
    private final List<String> failing = new ArrayList<>();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final List<String> watched = new ArrayList<>();
    private Inbox inbox = new NotingInbox(noted);
    private RuntimeException failure = new IllegalStateException("refused");
    private Duration timeout = Duration.ofSeconds(5);

    @Test
    void handlesAWholePollAtOnceAndEachEventOnce() {
        BatchConsumer consumer = consumer();
        consumer.accept(batch("a", "b", "a", "c"));
        consumer.accept(batch("c", "d"));
        assertThat(handled).containsExactly(List.of("a", "b", "c"), List.of("d"));
        assertThat(noted).containsExactly("a", "b", "c", "d");
    }

    @Test
    void tellsThePlaceOfTheOneThatFailsWhenAllBeforeItHaveTakenEffectInOrder() {
        String[] runs = IntStream.range(0, 100).mapToObj(i -> "run-" + i).toArray(String[]::new);
        failing.add("run-67");
        BatchListenerFailedException failed = failureOf(consumer(), batch(runs));
        assertThat(failed.getIndex()).isEqualTo(67);
        assertThat(failed).hasCause(failure);
        assertThat(noted).containsExactly(List.of(runs).subList(0, 67).toArray(String[]::new));
    }

    @Test
    void goesOnTogetherAfterTheOneThatFailed() {
        failing.add("b");
        BatchConsumer consumer = consumer();
        failureOf(consumer, batch("a", "b", "c", "d", "e", "f"));
        handled.clear();
        consumer.accept(batch("c", "d", "e", "f", "g", "h"));
        assertThat(handled.getLast()).as("they grow together again").hasSizeGreaterThan(2);
    }

    @Test
    void doesNotLookForTheCulpritWhileTheDatabaseIsAway() {
        failing.add("b");
        failure = new DataAccessResourceFailureException("away");
        BatchListenerFailedException failed = failureOf(consumer(), batch("a", "b", "c"));
        assertThat(failed.getIndex()).isZero();
        assertThat(handled).isEmpty();
        assertThat(Surroundings.areAway(failed)).isTrue();
    }

    @Test
    void putsOffWhatIsLeftWhenABatchTookTooLongAndTriesFewerTheNextTime() {
        timeout = Duration.ofMillis(50);
        BatchHandler slow = events -> events.size() > 2 ? Mono.never() : handle(events);
        BatchConsumer consumer = consumer(slow);
        BatchListenerFailedException failed = failureOf(consumer, batch("a", "b", "c", "d"));
        assertThat(failed.getIndex()).isZero();
        assertThat(failed).hasCauseInstanceOf(PutOff.class);
        assertThat(Surroundings.areAway(failed)).isTrue();
        consumer.accept(batch("a", "b"));
        assertThat(handled).containsExactly(List.of("a", "b"));
    }

    @Test
    void doesNotLookForTheCulpritWhileNothingAtAllIsNoted() {
        timeout = Duration.ofMillis(50);
        inbox = new StuckInbox();
        BatchListenerFailedException failed = failureOf(consumer(), batch("a", "b"));
        assertThat(failed).hasCauseInstanceOf(DataAccessResourceFailureException.class);
        assertThat(Surroundings.areAway(failed)).isTrue();
    }

    @Test
    void anEventAloneThatIsNeverDoneIsAtFaultWhileOthersAreNoted() {
        timeout = Duration.ofMillis(50);
        BatchListenerFailedException failed = failureOf(consumer(_ -> Mono.never()), batch("a"));
        assertThat(failed).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(Surroundings.areAway(failed)).isFalse();
    }

    @Test
    void takesWhatComesBeforeAnUnreadableRecordIntoEffectAndNothingBehindIt() {
        BatchListenerFailedException failed = failureOf(
                consumer(),
                message(List.of(record("a"), record("b"), KafkaNull.INSTANCE, record("d")), "a", "b", "", "d"));
        assertThat(failed.getIndex()).isEqualTo(2);
        assertThat(noted).containsExactly("a", "b");
    }

    @Test
    void passesOverWhatDoesNotConcernTheHandlerWithoutANote() {
        consumer().accept(batch("of no concern", "a", "of no concern either"));
        assertThat(noted).containsExactly("a");
    }

    @Test
    void watchesEachEventInItsOwnTraceAndLogsTheirCorrelationIds() {
        failing.add("b");
        failureOf(consumer(), batch("a", "b"));
        assertThat(correlations).contains("c-a c-b", "c-a", "c-b");
        assertThat(watched).containsExactlyInAnyOrder("a split", "b split", "a applied with a", "b failed");
    }

    @BeforeEach
    void watch() {
        observations.observationConfig().observationHandler(new ObservationHandler<ReceiverContext<?>>() {
            @Override
            public void onStop(ReceiverContext<?> context) {
                var outcome = context.getLowCardinalityKeyValue("outcome").getValue();
                var together = context.getHighCardinalityKeyValue("together.with");
                watched.add(((EventAttributes) context.getCarrier()).id() + " " + outcome
                        + (together == null ? "" : " with " + together.getValue()));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof ReceiverContext<?>;
            }
        });
    }

    private BatchConsumer consumer() {
        return consumer(this::handle);
    }

    private BatchConsumer consumer(BatchHandler handler) {
        BatchHandler ofRuns = new BatchHandler() {
            @Override
            public Mono<Void> handle(List<ReceivedEvent<SpecificRecord>> events) {
                return handler.handle(events);
            }

            @Override
            public boolean concerns(ReceivedEvent<? extends SpecificRecord> event) {
                return !event.id().startsWith("of no concern");
            }
        };
        return new BatchConsumer("group", ofRuns, inbox, timeout, observations);
    }

    private Mono<Void> handle(List<ReceivedEvent<SpecificRecord>> events) {
        correlations.add(MDC.get(EventContext.CORRELATION_ID));
        List<String> runs = events.stream()
                .map(event -> ((BackupStarted) event.payload()).getRunId())
                .toList();
        return runs.stream().anyMatch(failing::contains)
                ? Mono.error(failure)
                : Mono.fromRunnable(() -> handled.add(runs));
    }

    private static BatchListenerFailedException failureOf(BatchConsumer consumer, Message<List<SpecificRecord>> batch) {
        return catchThrowableOfType(BatchListenerFailedException.class, () -> consumer.accept(batch));
    }

    private static Message<List<SpecificRecord>> batch(String... runs) {
        return message(Stream.of(runs).map(BatchConsumerTest::record).toList(), runs);
    }

    private static SpecificRecord record(String run) {
        return Backups.record("plan", run);
    }

    @SuppressWarnings("unchecked")
    private static Message<List<SpecificRecord>> message(List<?> payloads, String... ids) {
        List<Map<String, Object>> headers =
                Stream.of(ids).map(BatchConsumerTest::headers).toList();
        return (Message<List<SpecificRecord>>) (Message<?>) MessageBuilder.withPayload(payloads)
                .setHeader(KafkaHeaders.BATCH_CONVERTED_HEADERS, headers)
                .setHeader(
                        KafkaHeaders.RECEIVED_KEY,
                        Stream.of(ids).map(_ -> bytes("plan")).toList())
                .setHeader(
                        KafkaHeaders.RECEIVED_TOPIC,
                        Stream.of(ids).map(_ -> "topic").toList())
                .setHeader(
                        KafkaHeaders.RECEIVED_PARTITION,
                        Stream.of(ids).map(_ -> 0).toList())
                .setHeader(
                        KafkaHeaders.OFFSET,
                        IntStream.range(0, ids.length).mapToObj(i -> (long) i).toList())
                .build();
    }

    private static Map<String, Object> headers(String id) {
        return id.isEmpty()
                ? Map.of()
                : Map.of(
                        "ce_id", bytes(id),
                        "ce_type", bytes("Type"),
                        "ce_source", bytes("/test"),
                        "ce_correlationid", bytes("c-" + id),
                        "traceparent", bytes(TRACE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
