package io.mooring.platform.events.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mooring.events.security.AddressUnblocked;
import io.mooring.platform.events.registry.InMemorySchemaRegistry;
import io.mooring.platform.events.registry.RegistryUnavailable;
import io.mooring.platform.events.registry.SchemaUnknown;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class KafkaAvroSerializerTest {

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry, true);

    @Test
    void writesConfluentsWireFormat() {
        assertThat(serializer.serialize(Unblocked.TOPIC, Unblocked.EVENT)).isEqualTo(Unblocked.record(1));
    }

    @Test
    void writesTheSchemaIdBigEndian() {
        for (int i = 0; i < 0x0102 - 1; i++) {
            registry.register("others", Schema.createFixed("F" + i, null, "x", 1));
        }

        assertThat(serializer.serialize(Unblocked.TOPIC, Unblocked.EVENT)).startsWith(0, 0, 0, 1, 2, 4);
    }

    @Test
    void registersUnderTopicAndRecordName() {
        serializer.serialize(Unblocked.TOPIC, Unblocked.EVENT);

        assertThat(registry.latest(Unblocked.SUBJECT).version()).isEqualTo(1);
    }

    @Test
    void registersNothingWhereThatIsForbidden() {
        KafkaAvroSerializer strict = new KafkaAvroSerializer(registry, false);

        assertThatExceptionOfType(SchemaUnknown.class)
                .isThrownBy(() -> strict.serialize(Unblocked.TOPIC, Unblocked.EVENT))
                .withMessageContaining(Unblocked.SUBJECT);

        int id = registry.register(Unblocked.SUBJECT, AddressUnblocked.getClassSchema());
        assertThat(strict.serialize(Unblocked.TOPIC, Unblocked.EVENT)).isEqualTo(Unblocked.record(id));
    }

    @Test
    void asksTheRegistryOnceAndWorksWhileItIsDown() {
        RegistryThatFails failing = new RegistryThatFails();
        KafkaAvroSerializer cached = new KafkaAvroSerializer(failing, true);
        cached.serialize(Unblocked.TOPIC, Unblocked.EVENT);
        failing.goDown();

        assertThat(cached.serialize(Unblocked.TOPIC, Unblocked.EVENT)).isEqualTo(Unblocked.record(1));
        assertThat(failing.questions()).isEqualTo(1);
        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> cached.serialize("another.topic", Unblocked.EVENT))
                .withMessageContaining("http://127.0.0.1:1/apis/ccompat/v7");
    }

    @Test
    void saysWhichRequiredFieldIsEmpty() {
        AddressUnblocked empty = new AddressUnblocked();

        assertThatExceptionOfType(RecordNotWritable.class)
                .isThrownBy(() -> serializer.serialize(Unblocked.TOPIC, empty))
                .withMessageContaining("AddressUnblocked")
                .withMessageContaining("blockId");
    }

    @Test
    void writesATombstoneAsNothing() {
        assertThat(serializer.serialize(Unblocked.TOPIC, null)).isNull();
    }

    @Test
    void writesGenericRecordsToo() {
        GenericData.Record generic = new GenericRecordBuilder(AddressUnblocked.getClassSchema())
                .set("blockId", "b1")
                .set("subject", "192.0.2.7")
                .set(
                        "cause",
                        new GenericData.EnumSymbol(
                                AddressUnblocked.getClassSchema()
                                        .getField("cause")
                                        .schema(),
                                "EXPIRED"))
                .set("reason", "ok")
                .set("unblockedAt", 1_500_000L)
                .build();

        assertThat(serializer.serialize(Unblocked.TOPIC, generic)).isEqualTo(Unblocked.record(1));
    }

    @Test
    void refusesToWorkUnconfigured() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new KafkaAvroSerializer().serialize(Unblocked.TOPIC, Unblocked.EVENT))
                .withMessageContaining("schema.registry.url");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new KafkaAvroSerializer().configure(Map.of(), false))
                .withMessageContaining("schema.registry.url");
    }
}
