package io.mooring.platform.events.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.platform.events.EventsTelemetry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.RetryListener;

/** Says and counts what happens to records that fail. */
final class CountFailures implements RetryListener {

    private static final Logger log = LoggerFactory.getLogger(CountFailures.class);

    private final MeterRegistry meters;
    private final String group;

    CountFailures(MeterRegistry meters, String group) {
        this.meters = meters;
        this.group = group;
    }

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> record, Exception failure, int attempt) {
        count(EventsTelemetry.RETRIED, record);
        log.warn("{} failed at {} (attempt {}): {}", group, place(record), attempt, words(failure));
    }

    @Override
    public void recovered(ConsumerRecord<?, ?> record, Exception failure) {
        count(EventsTelemetry.DEAD_LETTERED, record);
        log.error(
                "{} gave up on {} and kept it in {}: {}",
                group,
                place(record),
                DeadLetterTopic.of(record.topic(), group),
                words(failure));
    }

    @Override
    public void recoveryFailed(ConsumerRecord<?, ?> record, Exception original, Exception failure) {
        log.error("{} cannot keep {} as a dead letter and so tries it again: {}", group, place(record), words(failure));
    }

    private void count(EventsTelemetry meter, ConsumerRecord<?, ?> record) {
        meters.counter(meter.meterName(), EventsTelemetry.TOPIC, record.topic(), EventsTelemetry.GROUP, group)
                .increment();
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static String words(Exception failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
