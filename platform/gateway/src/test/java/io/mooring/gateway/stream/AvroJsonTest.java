package io.mooring.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AvroJsonTest {

    @Test
    void writesEveryKindOfFieldAsBrowsersReadIt() {
        Schema schema = new Schema.Parser().parse("""
                {"type":"record","name":"All","fields":[
                 {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
                 {"name":"millis","type":{"type":"long","logicalType":"timestamp-millis"}},
                 {"name":"day","type":{"type":"int","logicalType":"date"}},
                 {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},
                 {"name":"raw","type":"bytes"},
                 {"name":"maybe","type":["null","string"]},
                 {"name":"none","type":["null","long"]},
                 {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["A","B"]}},
                 {"name":"ratio","type":"double"},
                 {"name":"endless","type":"double"},
                 {"name":"labels","type":{"type":"map","values":"string"}},
                 {"name":"parts","type":{"type":"array","items":{"type":"record","name":"Part","fields":[
                   {"name":"n","type":"long"}]}}}]}""");
        GenericData.Record event = new GenericData.Record(schema);
        event.put("at", 1_767_323_045_678_901L);
        event.put("millis", 0L);
        event.put("day", 1);
        event.put(
                "price",
                ByteBuffer.wrap(new BigDecimal("-12345.60").unscaledValue().toByteArray()));
        event.put("raw", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        event.put("maybe", "text");
        event.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"));
        event.put("ratio", 0.5);
        event.put("endless", Double.POSITIVE_INFINITY);
        event.put("labels", Map.of("k", "v"));
        GenericData.Record part =
                new GenericData.Record(schema.getField("parts").schema().getElementType());
        part.put("n", 7L);
        event.put("parts", Arrays.asList(part, part));

        assertThat(JsonMapper.shared().writeValueAsString(AvroJson.of(event)))
                .isEqualTo("{\"at\":\"2026-01-02T03:04:05.678901Z\",\"millis\":\"1970-01-01T00:00:00Z\","
                        + "\"day\":\"1970-01-02\",\"price\":-12345.60,\"raw\":\"AQID\",\"maybe\":\"text\",\"none\":null,"
                        + "\"kind\":\"B\",\"ratio\":0.5,\"endless\":\"Infinity\",\"labels\":{\"k\":\"v\"},"
                        + "\"parts\":[{\"n\":7},{\"n\":7}]}");
        assertThat(List.of(event.get("raw")))
                .as("reading moves nothing")
                .isEqualTo(List.of(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    }
}
