package io.mooring.schemas.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mooring.schemas.Repository;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks on the history find what they are there to find. */
class HistoryTest {

    private static final String A = "{\"name\":\"a\",\"type\":\"string\"}";
    private static final String OPTIONAL = "{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}";
    private static final String REQUIRED = "{\"name\":\"b\",\"type\":\"string\"}";

    @TempDir
    private Path folder;

    @Test
    void findsAFieldWithoutDefaultThatOlderRecordsLack() {
        assertThat(history(schema(A), schema(A, REQUIRED)).incompatibilities())
                .singleElement()
                .asString()
                .contains("v2 cannot read v1", "READER_FIELD_MISSING_DEFAULT_VALUE");
    }

    @Test
    void findsARequiredFieldThatWasRemoved() {
        assertThat(history(schema(A, REQUIRED), schema(A)).incompatibilities())
                .singleElement()
                .asString()
                .contains("v1 cannot read v2");
    }

    @Test
    void findsThatTheNewestCannotReadTheOldestThoughEveryNeighbourCan() {
        Schema number = schema("{\"name\":\"b\",\"type\":[\"null\",\"long\"],\"default\":null}");
        Schema none = schema("{\"name\":\"c\",\"type\":\"int\",\"default\":0}");
        Schema text = schema("{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}");

        assertThat(history(number, none, text).incompatibilities())
                .singleElement()
                .asString()
                .contains("v3 cannot read v1");
    }

    @Test
    void acceptsAnOptionalFieldAddedAndRemoved() {
        assertThat(history(schema(A), schema(A, OPTIONAL), schema(A)).incompatibilities())
                .isEmpty();
    }

    @Test
    void findsAChangeThatIsNotFrozen() {
        assertThat(history(schema(A)).endsWith(schema(A, OPTIONAL))).isFalse();
        assertThat(history(schema(A)).endsWith(schema(A))).isTrue();
        assertThat(history().endsWith(schema(A))).isFalse();
    }

    @Test
    void freezesTheNextVersionAndLeavesTheOthersAlone() {
        History.in("E", folder).freeze(schema(A));
        String first = Repository.read(folder.resolve("v1.avsc"));
        History.in("E", folder).freeze(schema(A));
        History.in("E", folder).freeze(schema(A, OPTIONAL));

        assertThat(History.in("E", folder).versions()).containsExactly(schema(A), schema(A, OPTIONAL));
        assertThat(Repository.read(folder.resolve("v1.avsc"))).isEqualTo(first);
    }

    @Test
    void findsAMissingVersion() {
        Repository.write(folder.resolve("v2.avsc"), schema(A).toString());

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> History.in("E", folder))
                .withMessageContaining("version 1 is missing");
    }

    private History history(Schema... versions) {
        return new History("E", folder, List.of(versions));
    }

    private static Schema schema(String... fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"E\",\"fields\":[" + String.join(",", fields) + "]}");
    }
}
