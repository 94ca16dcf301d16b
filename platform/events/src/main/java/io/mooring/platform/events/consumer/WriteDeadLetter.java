package io.mooring.platform.events.consumer;

import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;

/**
 * Keeps a record that this group gave up on, in {@code <topic>.<group>.dlt}: key, value and headers as they were read,
 * and the failure in {@code kafka_dlt-*} headers. Throws when the letter cannot be written, so that the record is tried
 * again and not skipped.
 */
final class WriteDeadLetter extends DeadLetterPublishingRecoverer {

    private static final int LONGEST_MESSAGE = 2000;

    WriteDeadLetter(KafkaOperations<byte[], byte[]> kafka, String group) {
        super(kafka, (record, _) -> new TopicPartition(DeadLetterTopic.of(record.topic(), group), -1));
        setFailIfSendResultIsError(true);
        setThrowIfNoDestinationReturned(true);
        setExceptionHeadersCreator((headers, failure, isKey, names) -> {
            HeaderNames.ExceptionInfo info = names.getExceptionInfo();
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
            put(
                    headers,
                    isKey ? info.getKeyExceptionFqcn() : info.getExceptionFqcn(),
                    cause.getClass().getName());
            put(
                    headers,
                    isKey ? info.getKeyExceptionMessage() : info.getExceptionMessage(),
                    shortened(cause.getMessage()));
        });
    }

    @Override
    protected ProducerRecord<Object, Object> createProducerRecord(
            ConsumerRecord<?, ?> record,
            TopicPartition letters,
            Headers headers,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        byte[] original = KeepOriginal.of(headers);
        headers.remove(KeepOriginal.HEADER);
        return new ProducerRecord<>(
                letters.topic(),
                null,
                key == null ? bytes(record.key()) : key,
                original == null ? value : original,
                headers);
    }

    private static byte @Nullable [] bytes(@Nullable Object key) {
        String text = key instanceof byte[] ? null : CloudEventHeaders.text(key);
        return text == null ? (byte[]) key : text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(@Nullable String message) {
        String text = message == null ? "" : message;
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }
}
