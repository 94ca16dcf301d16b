package io.mooring.platform.events.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mooring.events.security.AddressUnblocked;
import io.mooring.platform.events.registry.InMemorySchemaRegistry;
import io.mooring.platform.events.registry.RegisteredSchema;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** {@code use.latest.version}: written with the subject's newest schema, whatever the class was made from. */
class LatestVersionTest {

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    @Test
    void writesItsOwnSchemaWhenThatIsTheNewest() throws IOException {
        registry.register(Unblocked.SUBJECT, AddressUnblocked.getClassSchema());

        assertThat(write()).isEqualTo(Unblocked.record(1));
    }

    @Test
    void writesANewerSchemaWithTheDefaultsOfItsFields() throws IOException {
        Schema newer = new Schema.Parser()
                .parse(AddressUnblocked.getClassSchema()
                        .toString()
                        .replace("\"fields\":[", "\"fields\":[{\"name\":\"weight\",\"type\":\"int\",\"default\":-3},"));
        registry.register(Unblocked.SUBJECT, newer);

        assertThat(write())
                .isEqualTo(HexFormat.of()
                        .parseHex("0000000001" + "05" + HexFormat.of().formatHex(Unblocked.BODY)));
    }

    @Test
    void refusesASchemaThatCannotHoldTheEvent() {
        registry.register(Unblocked.SUBJECT, new Schema.Parser().parse("""
                {"type":"record","name":"AddressUnblocked","namespace":"io.mooring.events.security",
                 "fields":[{"name":"other","type":"int"}]}"""));

        assertThatExceptionOfType(RecordNotWritable.class)
                .isThrownBy(this::write)
                .withMessageContaining("the newest registered schema cannot hold it");
    }

    private byte[] write() throws IOException {
        Schema own = AddressUnblocked.getClassSchema();
        RegisteredSchema newest = SchemaChoice.LATEST.choose(registry, Unblocked.SUBJECT, own);
        return EventWriter.of(Unblocked.TOPIC, Unblocked.EVENT, newest).write(Unblocked.EVENT);
    }
}
