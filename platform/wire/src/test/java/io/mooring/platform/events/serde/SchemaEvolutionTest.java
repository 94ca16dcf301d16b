package io.mooring.platform.events.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.security.AddressUnblocked;
import io.mooring.events.security.UnblockCause;
import io.mooring.platform.events.registry.InMemorySchemaRegistry;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

/** Services are updated one after the other: each version reads what the other writes. */
class SchemaEvolutionTest {

    private static final Schema OLDER = without("reason");
    private static final Schema NEWER = newer();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry, true);
    private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry);

    @Test
    void readsAnOlderEventWithTheDefaultOfAFieldThatItLacks() {
        byte[] bytes = serializer.serialize(
                Unblocked.TOPIC, unblocked(OLDER, "REQUESTED").build());

        AddressUnblocked event = (AddressUnblocked) deserializer.deserialize(Unblocked.TOPIC, bytes);

        assertThat(event.getReason()).isEmpty();
        assertThat(event.getCause()).isEqualTo(UnblockCause.REQUESTED);
        assertThat(event.getUnblockedAt()).isEqualTo(Unblocked.EVENT.getUnblockedAt());
    }

    @Test
    void readsANewerEventWithoutTheFieldsAndSymbolsThatItDoesNotKnow() {
        byte[] bytes = serializer.serialize(
                Unblocked.TOPIC,
                unblocked(NEWER, "PARDONED").set("notes", Map.of("by", "admin")).build());

        AddressUnblocked event = (AddressUnblocked) deserializer.deserialize(Unblocked.TOPIC, bytes);

        assertThat(event.getCause()).isEqualTo(UnblockCause.UNKNOWN);
        assertThat(event.getSubject()).isEqualTo("192.0.2.7");
        assertThat(event.getUnblockedAt()).isEqualTo(Unblocked.EVENT.getUnblockedAt());
    }

    private static GenericRecordBuilder unblocked(Schema schema, String cause) {
        return new GenericRecordBuilder(schema)
                .set("blockId", "b1")
                .set("subject", "192.0.2.7")
                .set(
                        "cause",
                        new GenericData.EnumSymbol(schema.getField("cause").schema(), cause))
                .set("unblockedAt", 1_500_000L);
    }

    private static Schema without(String field) {
        Schema schema = AddressUnblocked.getClassSchema();
        return Schema.createRecord(
                schema.getName(),
                null,
                schema.getNamespace(),
                false,
                schema.getFields().stream()
                        .filter(each -> !each.name().equals(field))
                        .map(each -> new Schema.Field(each, each.schema()))
                        .toList());
    }

    /** A symbol more, and a field more before the last. */
    private static Schema newer() {
        String text = AddressUnblocked.getClassSchema()
                .toString()
                .replace("\"ALLOW_LISTED\"]", "\"ALLOW_LISTED\",\"PARDONED\"]")
                .replace(
                        "{\"name\":\"unblockedAt\"",
                        "{\"name\":\"notes\",\"type\":{\"type\":\"map\",\"values\":\"string\"},\"default\":{}},{\"name\":\"unblockedAt\"");
        return new Schema.Parser().parse(text);
    }
}
