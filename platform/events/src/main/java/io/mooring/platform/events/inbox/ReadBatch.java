package io.mooring.platform.events.inbox;

import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.cloudevents.EventAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogAccessor;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.kafka.support.serializer.SerializationUtils;
import org.springframework.messaging.Message;

/**
 * The events of a batch up to the first that cannot be read.
 *
 * @param unreadable why the record after the last of the events cannot be read; null when all can
 */
record ReadBatch(List<Arrival> arrivals, @Nullable RuntimeException unreadable) {

    private static final LogAccessor log = new LogAccessor(ReadBatch.class);

    /** Lists of one length, as Spring's batches carry what the records' headers and places say. */
    static ReadBatch of(Message<? extends List<?>> message) {
        List<?> payloads = message.getPayload();
        List<Arrival> arrivals = new ArrayList<>(payloads.size());
        for (int i = 0; i < payloads.size(); i++) {
            Map<String, Object> headers = headers(message, i);
            if (!(payloads.get(i) instanceof SpecificRecord payload)) {
                return new ReadBatch(arrivals, why(headers));
            }
            arrivals.add(arrival(message, i, headers, payload));
        }
        return new ReadBatch(arrivals, null);
    }

    private static Arrival arrival(Message<?> message, int index, Map<String, Object> headers, SpecificRecord payload) {
        RecordPlace place = RecordPlace.of(name -> at(message, name, index));
        EventAttributes event =
                CloudEventHeaders.read(headers::get, place.time()).orElseGet(() -> place.describe(payload));
        String key = CloudEventHeaders.text(at(message, KafkaHeaders.RECEIVED_KEY, index));
        return Arrival.of(event, place.topic(), key, payload);
    }

    /** The deserializer's failure travels in a header of the record, in which only Spring itself can have put it. */
    private static RuntimeException why(Map<String, Object> headers) {
        Object failure = headers.get(KafkaUtils.VALUE_DESERIALIZER_EXCEPTION_HEADER);
        RuntimeException known = failure instanceof Header header
                ? SerializationUtils.byteArrayToDeserializationException(log, header)
                : null;
        return known == null ? new IllegalStateException("The record has no value") : known;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> headers(Message<?> message, int index) {
        return at(message, KafkaHeaders.BATCH_CONVERTED_HEADERS, index) instanceof Map<?, ?> headers
                ? (Map<String, Object>) headers
                : Map.of();
    }

    private static @Nullable Object at(Message<?> message, String name, int index) {
        return message.getHeaders().get(name) instanceof List<?> values && index < values.size()
                ? values.get(index)
                : null;
    }
}
