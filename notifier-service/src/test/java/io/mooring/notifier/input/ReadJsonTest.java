package io.mooring.notifier.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReadJsonTest {

    private static Payload of(String type, byte[] body) {
        return Payload.of(type, Map.of(), body);
    }

    private static void refuse(String body, String code, String... words) {
        Refused.by(() -> ReadJson.of(Sample.json(body))).as(code, words);
    }

    @Test
    void whatIsNotOneJsonInUtf8IsMalformed() {
        refuse("", "malformed-json", "empty");
        refuse("{\"a\":1,\"a\":2}", "malformed-json", "twice");
        refuse("{\"a\":1}{}", "malformed-json");
        refuse("{'a':1}", "malformed-json", "line 1");
        refuse("[".repeat(100_000), "malformed-json", "deeper than 20");
        refuse("{\"a\":".repeat(21) + "1" + "}".repeat(21), "malformed-json", "deeper");
        refuse("{\"a\":NaN}", "malformed-json");
        refuse("{\"a\":" + "9".repeat(10_000) + "}", "malformed-json");
        refuse("{\"" + "n".repeat(10_000) + "\":1}", "malformed-json");
        Refused.by(() -> ReadJson.of(of("application/json", new byte[] {'"', (byte) 0xff, '"'})))
                .as("malformed-json", "not in UTF-8");
        Refused.by(() -> ReadJson.of(of("application/json", "{}".getBytes(StandardCharsets.UTF_16))))
                .as("malformed-json");
        Refused.by(() -> ReadJson.of(of("application/json; charset=ISO-8859-1", "{}".getBytes(StandardCharsets.UTF_8))))
                .as("unsupported-media-type", "UTF-8", "ISO-8859-1");
        assertThat(ReadJson.of(of("application/json; Charset=\"UTF-8\"", "{}".getBytes(StandardCharsets.UTF_8)))
                        .node()
                        .isObject())
                .isTrue();
    }

    /** Whatever bytes come, they are refused in words or read: never an error of ours, which would be sent again for ever. */
    @Property(tries = 300)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        try {
            ReadJson.of(of("application/json", bytes));
        } catch (io.mooring.platform.web.problem.ProblemException refused) {
            assertThat(refused.problem().status().is4xxClientError()).isTrue();
        }
    }
}
