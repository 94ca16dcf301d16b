package io.mooring.gateway.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.events.security.SecurityEvent;
import io.mooring.gateway.GatewaySettings;
import io.mooring.gateway.GatewayTelemetry;
import io.mooring.gateway.kafka.KafkaClients;
import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.cloudevents.EventAttributes;
import io.mooring.platform.events.cloudevents.UuidV7;
import io.mooring.schemas.Topic;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends security events from a virtual thread of its own: a producer blocks while it looks for the broker. The gateway has
 * no database and so no outbox; what is in the buffer when it dies, or does not fit while Kafka is away, is lost and
 * counted.
 */
@Component
class ReportSender implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReportSender.class);

    private final KafkaClients kafka;
    private final BlockingQueue<Report> waiting;
    private final MeterRegistry meters;
    private final UuidV7 ids;
    private volatile boolean failing;
    private @Nullable Thread thread;

    /** @param correlation the request's correlation id */
    record Report(SecurityEvent event, @Nullable String correlation, Instant at) {}

    ReportSender(KafkaClients kafka, GatewaySettings settings, MeterRegistry meters, InstantSource clock) {
        this.kafka = kafka;
        this.waiting = new ArrayBlockingQueue<>(Math.max(1, settings.reports().buffer()));
        this.meters = meters;
        this.ids = new UuidV7(clock);
    }

    void offer(Report report) {
        if (!waiting.offer(report)) {
            count("dropped");
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofVirtual().name("security-reports").start(this::send);
    }

    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void send() {
        try (Producer<String, IndexedRecord> producer = kafka.producer()) {
            while (true) {
                send(producer, waiting.take());
            }
        } catch (InterruptedException | InterruptException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Producer<String, IndexedRecord> producer, Report report) {
        try {
            producer.send(record(report), (sent, failure) -> {
                if (failure == null) {
                    count("sent");
                    failing = false;
                } else {
                    failed(failure);
                }
            });
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    /** One line for each time that it begins to fail: somebody who guesses must not fill the log. */
    private void failed(Exception failure) {
        count("failed");
        if (!failing) {
            LOG.warn("Security events cannot be sent, the first because of: {}", failure.toString());
        }
        failing = true;
    }

    private ProducerRecord<String, IndexedRecord> record(Report report) {
        Topic topic = TopicCatalogue.of(SecurityEvent.class);
        String key = topic.keyOf(report.event());
        ProducerRecord<String, IndexedRecord> record = new ProducerRecord<>(topic.name(), key, report.event());
        CloudEventHeaders.write(
                new EventAttributes(
                        ids.next().toString(),
                        report.event().getSchema().getFullName(),
                        "/mooring/gateway",
                        report.at(),
                        key,
                        report.correlation(),
                        null,
                        null),
                record.headers());
        return record;
    }

    private void count(String outcome) {
        meters.counter(GatewayTelemetry.SECURITY_REPORTS.meter(), "outcome", outcome)
                .increment();
    }
}
