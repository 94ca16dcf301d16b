package io.mooring.schemas.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules find what they are there to find. */
class SchemaRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "has no doc           | {'name':'a','type':'string'}",
                "has no doc           | {'name':'a','type':'string','doc':' '}",
                "camelCase            | {'name':'plan_id','type':'string','doc':'d'}",
                "must be              | {'name':'a','type':['null','string'],'doc':'d'}",
                "must be              | {'name':'a','type':['string','null'],'default':'','doc':'d'}",
                "must be              | {'name':'a','type':['null','string','int'],'default':null,'doc':'d'}",
                "name promises        | {'name':'planId','type':'long','doc':'d'}",
                "name promises        | {'name':'sourceBytes','type':'int','doc':'d'}",
                "name promises        | {'name':'lagMillis','type':['null','double'],'default':null,'doc':'d'}",
                "ends in At           | {'name':'startedAt','type':'long','doc':'d'}",
                "ends in At           | {'name':'startedAt','type':{'type':'long','logicalType':'timestamp-millis'},'doc':'d'}",
                "ends in At           | {'name':'started','type':{'type':'long','logicalType':'timestamp-micros'},'doc':'d'}",
                "ends in At           | {'name':'day','type':{'type':'int','logicalType':'date'},'doc':'d'}",
                "use a double         | {'name':'ratio','type':'float','doc':'d'}",
                "only money           | {'name':'blob','type':'bytes','doc':'d'}",
            })
    void findAFaultOfAField(String problem, String field) {
        assertThat(SchemaRules.violations(record(field.replace('\'', '"'))))
                .singleElement()
                .asString()
                .contains("R.", problem);
    }

    @Test
    void findAnEnumWithoutDefault() {
        assertThat(SchemaRules.violations(enumeration("[\"UNKNOWN\",\"A\"]", "")))
                .singleElement()
                .asString()
                .contains("needs the default UNKNOWN");
        assertThat(SchemaRules.violations(enumeration("[\"UNKNOWN\",\"a\"]", ",\"default\":\"UNKNOWN\"")))
                .singleElement()
                .asString()
                .contains("UPPER_CASE");
        assertThat(SchemaRules.violations(enumeration("[\"UNKNOWN\",\"A\"]", ",\"default\":\"UNKNOWN\"")))
                .isEmpty();
    }

    @Test
    void findATypeWithoutDocAndOutsideOfTheNamespace() {
        Schema stray = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"com.example\",\"fields\":[]}");

        assertThat(SchemaRules.violations(stray))
                .containsExactly("R has no doc", "R is in com.example and not in io.mooring.events.<domain>");
    }

    private static Schema record(String field) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"io.mooring.events.test\",\"doc\":\"d\","
                        + "\"fields\":[" + field + "]}");
    }

    private static Schema enumeration(String symbols, String more) {
        return new Schema.Parser()
                .parse("{\"type\":\"enum\",\"name\":\"E\",\"namespace\":\"io.mooring.events.test\",\"doc\":\"d\","
                        + "\"symbols\":" + symbols + more + "}");
    }
}
