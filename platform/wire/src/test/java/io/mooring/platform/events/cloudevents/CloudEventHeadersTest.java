package io.mooring.platform.events.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CloudEventHeadersTest {

    private static final Instant TIME = Instant.parse("2026-03-01T02:00:00.123456Z");

    private final EventAttributes event = new EventAttributes(
            "0195",
            "io.mooring.Test",
            "/mooring/test",
            TIME,
            "plän-1",
            "request",
            "cause",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    @Test
    void readsBackWhatItWrote() {
        Headers headers = new RecordHeaders();
        CloudEventHeaders.write(event, headers);
        assertThat(CloudEventHeaders.read(headers, Instant.EPOCH)).contains(event);
    }

    @Test
    void spellsHeadersAsTheKafkaBindingDoes() {
        Headers headers = new RecordHeaders();
        CloudEventHeaders.write(event, headers);
        assertThat(StreamSupport.stream(headers.spliterator(), false).map(Header::key))
                .containsExactlyInAnyOrder(
                        "ce_specversion",
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_time",
                        "ce_subject",
                        "ce_correlationid",
                        "ce_causationid",
                        "traceparent",
                        "content-type");
        assertThat(new String(headers.lastHeader("ce_time").value(), StandardCharsets.UTF_8))
                .isEqualTo("2026-03-01T02:00:00.123456Z");
    }

    @Test
    void leavesOutWhatAnEventDoesNotHave() {
        Headers headers = new RecordHeaders();
        CloudEventHeaders.write(new EventAttributes("1", "type", "/source", TIME, null, null, null, null), headers);
        assertThat(headers.lastHeader("ce_subject")).isNull();
        assertThat(headers.lastHeader("traceparent")).isNull();
    }

    @Test
    void findsNoEventWhereARequiredAttributeIsMissing() {
        for (String missing : new String[] {"ce_id", "ce_type", "ce_source"}) {
            Headers headers = new RecordHeaders();
            CloudEventHeaders.write(event, headers);
            headers.remove(missing);
            assertThat(CloudEventHeaders.read(headers, TIME)).as(missing).isEmpty();
        }
    }

    @Test
    void takesTheRecordsTimeForAMalformedOne() {
        Headers headers = new RecordHeaders();
        CloudEventHeaders.write(event, headers);
        headers.remove("ce_time").add("ce_time", "yesterday".getBytes(StandardCharsets.UTF_8));
        assertThat(CloudEventHeaders.read(headers, Instant.EPOCH).orElseThrow().time())
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void takesAMalformedTraceForNone() {
        for (String malformed : new String[] {
            "00-trace-span-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        }) {
            Headers headers = new RecordHeaders();
            CloudEventHeaders.write(event, headers);
            headers.remove("traceparent").add("traceparent", malformed.getBytes(StandardCharsets.UTF_8));
            assertThat(CloudEventHeaders.read(headers, TIME).orElseThrow().traceparent())
                    .as(malformed)
                    .isNull();
        }
    }

    @Test
    void refusesAttributesThatLackWhatEveryEventHas() {
        assertThatThrownBy(() -> new EventAttributes("", "type", " ", TIME, null, null, null, null))
                .hasMessageContaining("id, source");
    }
}
