package io.mooring.schemas.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.schemas.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that a released version wrote keep their meaning. */
class GoldenBytesTest {

    /** Numbers are compared by value: JSON does not tell 2 from 2.0. */
    private static final Comparator<JsonNode> BY_VALUE = (a, b) ->
            a.equals(b) || (a.isNumber() && b.isNumber() && a.decimalValue().compareTo(b.decimalValue()) == 0) ? 0 : 1;

    static Stream<Golden> released() {
        return Repository.events().stream().flatMap(event -> IntStream.rangeClosed(
                        1, History.of(event).versions().size())
                .boxed()
                .flatMap(version -> Golden.of(event, version).stream()));
    }

    static Stream<Golden> newest() {
        return Repository.events().stream()
                .flatMap(event -> Golden.of(event, History.of(event).versions().size()).stream());
    }

    static List<Schema> events() {
        return Repository.events();
    }

    @ParameterizedTest
    @MethodSource("released")
    void mean(Golden golden) throws IOException {
        JsonNode read = Plain.of(decode(golden));

        assertThat(sameFields(read, golden.value()).equals(BY_VALUE, golden.value()))
                .as("%s\nread     %s\nexpected %s", golden, read, golden.value())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("newest")
    void areWrittenAgain(Golden golden) throws IOException {
        assertThat(encode(decode(golden))).asHexString().isEqualTo(hex(golden));
    }

    @ParameterizedTest
    @MethodSource("events")
    void coverEveryField(Schema event) {
        List<Golden> examples = Golden.of(event, History.of(event).versions().size());

        assertThat(examples).extracting(Golden::name).containsExactlyInAnyOrder("full", "sparse");
        assertThat(examples.getFirst().value().properties())
                .allSatisfy(field -> assertThat(field.getValue().isNull()
                                || (field.getValue().isContainerNode()
                                        && field.getValue().isEmpty()))
                        .as("%s of %s is empty in the full example", field.getKey(), event.getName())
                        .isFalse());
    }

    private static SpecificRecord decode(Golden golden) throws IOException {
        Schema written = History.of(schema(golden)).versions().get(golden.version() - 1);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(golden.bytes(), null);
        SpecificRecord event = reader(golden, written).read(null, decoder);
        assertThat(decoder.isEnd()).as("all bytes of %s are read", golden).isTrue();
        return event;
    }

    private static SpecificDatumReader<SpecificRecord> reader(Golden golden, Schema written) {
        Schema current = schema(golden);
        return new SpecificDatumReader<>(written, current, SpecificData.getForSchema(current));
    }

    private static byte[] encode(SpecificRecord event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Schema schema(Golden golden) {
        return Repository.events().stream()
                .filter(event -> event.getName().equals(golden.event()))
                .findFirst()
                .orElseThrow();
    }

    /** Fields that a later version added are not in what an earlier one wrote. */
    private static JsonNode sameFields(JsonNode read, JsonNode expected) {
        ObjectNode same = JsonNodeFactory.instance.objectNode();
        expected.fieldNames().forEachRemaining(name -> same.set(name, read.path(name)));
        return same;
    }

    private static String hex(Golden golden) {
        return HexFormat.of().withUpperCase().formatHex(golden.bytes());
    }
}
