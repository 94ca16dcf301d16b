package io.mooring.schemas.docs;

import io.mooring.schemas.Topic;
import io.mooring.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** {@code docs/events.md}: the catalogue for people. */
final class EventsPage {

    private static final String HEAD = """
            # Events

            <!-- Written from schemas/ by: %s -->

            Services tell each other what happened by events on Kafka topics. This page lists every topic and every event. It is
            written from the contracts in `schemas/src/main/avro` and from `TopicCatalogue`; a machine reads the same in
            [asyncapi.yaml](asyncapi.yaml).

            - **Bytes**: [Avro](https://avro.apache.org/docs/1.12.0/specification/) in Confluent's wire format: a zero byte, four
              bytes of schema id, the Avro body. Schemas are in the registry under `<topic>-<full name of the record>`
              (`TopicRecordNameStrategy`). Any Confluent-compatible client reads them.
            - **Headers** are [CloudEvents' Kafka binding](https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/kafka-protocol-binding.md),
              binary mode: `ce_specversion`, `ce_id` (UUIDv7, the same at every redelivery), `ce_type` (full name of the record),
              `ce_source`, `ce_time`, `ce_subject` (the key), `ce_correlationid`, `ce_causationid`; and W3C `traceparent`.
            - **Order** is kept within a key. **Delivery** is at least once: a reader that must not act twice remembers `ce_id`.
            - **Evolution**: every version of a schema reads what every older one wrote, and the next. Fields come with a default,
              enums fall back to `UNKNOWN`.
            - **Time** is in microseconds since 1970-01-01T00:00Z. An *optional* field is a union of null and its type.

            ## Topics

            | topic | key | partitions | kept | events | written by | read by |
            |---|---|---|---|---|---|---|
            """;

    private final String command;

    EventsPage(String command) {
        this.command = command;
    }

    String text() {
        return HEAD.formatted(command)
                + join(TopicCatalogue.topics().stream().map(EventsPage::row))
                + join(TopicCatalogue.topics().stream().map(EventsPage::section))
                + "\n## Types\n\nRecords and enums that events share.\n"
                + join(sharedTypes().stream().map(EventsPage::type));
    }

    private static String row(Topic topic) {
        return "| [`%s`](#%s) | %s | %d | %s | %s | %s | %s |\n"
                .formatted(
                        topic.name(),
                        anchor(topic.name()),
                        topic.keyFields().stream().map(EventsPage::code).collect(Collectors.joining(", else ")),
                        topic.partitions(),
                        kept(topic.retention()),
                        topic.schemas().stream().map(EventsPage::link).collect(Collectors.joining(", ")),
                        String.join(", ", topic.writers()),
                        String.join(", ", topic.readers()));
    }

    private static String section(Topic topic) {
        return "\n## " + topic.name() + "\n\n" + topic.description() + "\n"
                + join(topic.schemas().stream().map(EventsPage::type));
    }

    private static String type(Schema type) {
        String head = "\n### " + type.getName() + "\n\n" + type.getDoc() + "\n\n";
        if (type.getType() == Schema.Type.ENUM) {
            return head + FieldType.symbols(type) + "\n";
        }
        return head + "| field | type | meaning |\n|---|---|---|\n"
                + join(type.getFields().stream().map(field -> "| `%s` | %s | %s |\n"
                        .formatted(field.name(), FieldType.of(field), field.doc())));
    }

    /** What events hold, directly or deeper, by name. */
    private static List<Schema> sharedTypes() {
        Set<Schema> found = new LinkedHashSet<>();
        TopicCatalogue.topics().forEach(topic -> topic.schemas().forEach(event -> collect(event, found)));
        return found.stream().sorted(Comparator.comparing(Schema::getName)).toList();
    }

    private static void collect(Schema record, Set<Schema> found) {
        FieldType.namedTypes(record).filter(found::add).forEach(type -> {
            if (type.getType() == Schema.Type.RECORD) {
                collect(type, found);
            }
        });
    }

    private static String kept(@Nullable Duration retention) {
        return retention == null ? "newest of each key" : retention.toDays() + " days";
    }

    private static String link(Schema event) {
        return "[" + event.getName() + "](#" + anchor(event.getName()) + ")";
    }

    /** GitHub's rule: lower case, without dots. */
    private static String anchor(String heading) {
        return heading.toLowerCase().replace(".", "");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String join(Stream<String> parts) {
        return parts.collect(Collectors.joining());
    }
}
