package io.mooring.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One stream of facts.
 *
 * @param name the Kafka topic's name
 * @param description what the stream tells, one sentence
 * @param keyFields the record key is the first of these fields that has a value; each event has at least one of them
 * @param partitions number of partitions; changing it moves keys and so breaks their order
 * @param retention how long records are kept; null keeps them until compaction drops them
 * @param compacted whether only the newest record of each key is kept
 * @param events the event types that travel in it
 * @param writers services that write it; {@link TopicCatalogue#ANY_SERVICE} for all
 * @param readers services that read it
 */
public record Topic(
        String name,
        String description,
        List<String> keyFields,
        int partitions,
        @Nullable Duration retention,
        boolean compacted,
        List<Class<? extends SpecificRecord>> events,
        List<String> writers,
        List<String> readers) {

    /** A consumer that was away for this long has still seen every record of a compacted topic. */
    private static final Duration MIN_COMPACTION_LAG = Duration.ofDays(7);

    public Topic {
        keyFields = List.copyOf(keyFields);
        events = List.copyOf(events);
        writers = List.copyOf(writers);
        readers = List.copyOf(readers);
        if (partitions < 1 || keyFields.isEmpty() || events.isEmpty() || writers.isEmpty()) {
            throw new IllegalArgumentException(
                    "Topic '" + name + "' needs a partition, a key field, an event type and a writer");
        }
        if ((retention == null) != compacted) {
            throw new IllegalArgumentException("Topic '" + name + "' needs either a retention or compaction");
        }
    }

    /** Whether the service may write here. */
    public boolean isWrittenBy(String service) {
        return writers.contains(service) || writers.contains(TopicCatalogue.ANY_SERVICE);
    }

    /**
     * The record key of an event of this topic.
     *
     * @throws IllegalArgumentException when the event does not belong here or all its key fields are empty
     */
    public String keyOf(SpecificRecord event) {
        if (!events.contains(event.getClass())) {
            throw new IllegalArgumentException(
                    event.getSchema().getFullName() + " is not an event of the topic " + name);
        }
        return keyFields.stream()
                .map(field -> value(event, field))
                .filter(key -> !key.isBlank())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        event.getSchema().getName() + " has no value in any of its key fields " + keyFields));
    }

    /** Topic-level settings for Kafka, by their names in Kafka's documentation; retention in milliseconds. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cleanup.policy", compacted ? "compact" : "delete");
        if (retention != null) {
            settings.put("retention.ms", Long.toString(retention.toMillis()));
        } else {
            settings.put("min.compaction.lag.ms", Long.toString(MIN_COMPACTION_LAG.toMillis()));
        }
        return settings;
    }

    /** The schemas of the events, in the order of {@link #events()}. */
    public List<Schema> schemas() {
        return events.stream().map(SpecificData.get()::getSchema).toList();
    }

    private static String value(SpecificRecord event, String name) {
        Schema.Field field = event.getSchema().getField(name);
        Object value = field == null ? null : event.get(field.pos());
        return value == null ? "" : value.toString();
    }
}
