package io.mooring.platform.events.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mooring.events.health.HealthSampled;
import io.mooring.events.security.AddressUnblocked;
import io.mooring.platform.events.registry.InMemorySchemaRegistry;
import io.mooring.platform.events.registry.RegistryUnavailable;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaAvroDeserializerTest {

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry);

    @BeforeEach
    void register() {
        registry.register(Unblocked.SUBJECT, AddressUnblocked.getClassSchema());
    }

    @Test
    void readsTheGeneratedClass() {
        assertThat(read(Unblocked.record(1))).isEqualTo(Unblocked.EVENT).isInstanceOf(AddressUnblocked.class);
    }

    @Test
    void readsGenericRecordsOnDemand() {
        deserializer.configure(Map.of("specific.avro.reader", "false"), false);

        assertThat(read(Unblocked.record(1)))
                .isInstanceOfSatisfying(GenericRecord.class, generic -> assertThat(generic.get("subject"))
                        .hasToString("192.0.2.7"));
    }

    @Test
    void readsATombstoneAsNothing() {
        assertThat(deserializer.deserialize(Unblocked.TOPIC, null)).isNull();
    }

    @Test
    void readsKnownSchemasWhileTheRegistryIsDownAndReportsOthersAsTemporary() {
        RegistryThatFails failing = new RegistryThatFails();
        failing.register(Unblocked.SUBJECT, AddressUnblocked.getClassSchema());
        KafkaAvroDeserializer cached = new KafkaAvroDeserializer(failing);
        cached.deserialize(Unblocked.TOPIC, Unblocked.record(1));
        failing.goDown();

        assertThat(cached.deserialize(Unblocked.TOPIC, Unblocked.record(1))).isEqualTo(Unblocked.EVENT);
        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> cached.deserialize(Unblocked.TOPIC, Unblocked.record(2)));
    }

    @Test
    void refusesAnUnknownSchemaId() {
        assertNotReadable(Unblocked.record(9), "schema id 9 is not registered");
    }

    @Test
    void refusesWhatIsNotAvro() {
        assertNotReadable("{\"planId\":\"shop\"}".getBytes(), "0x7b instead of 0x00");
        assertNotReadable(new byte[0], "0 bytes");
        assertNotReadable(new byte[] {0, 0, 0, 0}, "4 bytes");
    }

    @Test
    void refusesARecordCutOffAnywhere() {
        byte[] whole = Unblocked.record(1);
        for (int length = 0; length < whole.length; length++) {
            assertNotReadable(Arrays.copyOf(whole, length), "cannot be read");
        }
    }

    @Test
    void refusesBytesLeftOver() {
        assertNotReadable(Arrays.copyOf(Unblocked.record(1), Unblocked.record(1).length + 3), "3 bytes are left over");
    }

    @Test
    void refusesASchemaThatNoClassHereReads() {
        registry.register("s", Schema.createRecord("Elsewhere", null, "com.example", false, List.of()));
        registry.register("s", Schema.createRecord("String", null, "java.lang", false, List.of()));

        assertNotReadable(Unblocked.record(2), "no event class is named com.example.Elsewhere");
        assertNotReadable(Unblocked.record(3), "no event class is named java.lang.String");
    }

    @Test
    void refusesASchemaThatTheClassCannotRead() {
        registry.register("s", new Schema.Parser().parse("""
                {"type":"record","name":"AddressUnblocked","namespace":"io.mooring.events.security",
                 "fields":[{"name":"blockId","type":"int"}]}"""));

        assertNotReadable(Unblocked.record(2), "TYPE_MISMATCH at /fields/0");
    }

    /** The heap of a test has 768 MB: believing any of these would end it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fcffffff0f", // a text of 2,147,483,646 bytes
                "feffffffffffffffff01", // a text of 2^63-1 bytes
                "01", // a text of -1 bytes
                "ffffffffffffffffffff01", // a number without end
            })
    void believesNoLengthOfAText(String length) {
        byte[] bytes = HexFormat.of().parseHex("0000000001" + length + "6231");

        assertNotReadable(bytes, "cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fcffffff0f", // 2,147,483,646 items
                "fdffffff0f00", // the same as a negative count, which a block's size in bytes follows
                "ffffffffffffffffff0100", // -2^63 items
                "a08d06", // 50,000 items
            })
    void believesNoNumberOfItems(String count) {
        int id = registry.register("health", HealthSampled.getClassSchema());
        // id "h", kind, name "h", time, status, no interval; then the measurements
        byte[] bytes = HexFormat.of()
                .parseHex("00000000%02x".formatted(id) + "0268" + "02" + "0268" + "00" + "02" + "00" + count);

        assertNotReadable(bytes, "are left");
    }

    @Test
    void endsEveryDamagedRecordInTheSameError() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Unblocked.record(1);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[WireFormat.HEADER_BYTES + random.nextInt(Unblocked.BODY.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> readOrRefuse(bytes)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private void readOrRefuse(byte[] bytes) {
        try {
            read(bytes);
        } catch (RecordNotReadable expected) {
            assertThat(expected).hasMessageContaining(Unblocked.TOPIC);
        }
    }

    private IndexedRecord read(byte[] bytes) {
        return deserializer.deserialize(Unblocked.TOPIC, bytes);
    }

    private void assertNotReadable(byte[] bytes, String reason) {
        assertThatExceptionOfType(RecordNotReadable.class)
                .isThrownBy(() -> read(bytes))
                .withMessageContaining(Unblocked.TOPIC)
                .withMessageContaining(reason);
    }
}
