package io.mooring.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupCompleted;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaTextTest {

    @Test
    void holdsNothingOfJavaAndEverythingElse() {
        Schema schema = BackupCompleted.getClassSchema();

        assertThat(schema.toString()).contains("avro.java.string");
        assertThat(SchemaText.of(schema))
                .isEqualTo(schema.toString()
                        .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""));
        assertThat(new Schema.Parser().parse(SchemaText.pretty(schema)))
                .isEqualTo(new Schema.Parser().parse(SchemaText.of(schema)));
    }

    @Test
    void leavesMapsOfTextsAndDefaultsWhole() {
        Schema schema = new Schema.Parser().parse("""
                {"type":"record","name":"R","fields":[
                 {"name":"m","type":{"type":"map","values":"string","avro.java.string":"String"},
                  "default":{"avro.java.string":"kept"}}]}""");

        assertThat(SchemaText.of(schema))
                .contains("{\"type\":\"map\",\"values\":\"string\"}")
                .contains("{\"avro.java.string\":\"kept\"}");
    }
}
