package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalPortsTest {

    @Test
    void theContractsPortsAreTheDefaults() {
        LocalPorts ports = LocalPorts.from(Map.of());

        assertThat(ports.of("gateway")).isEqualTo(8080);
        assertThat(ports.of("notifier")).isEqualTo(8086);
        assertThat(ports.of("postgres")).isEqualTo(15432);
    }

    @Test
    void aVariableMovesOnePart() {
        LocalPorts ports = LocalPorts.from(Map.of("MOORING_KAFKA_PORT", "19092"));

        assertThat(ports.of("kafka")).isEqualTo(19092);
        assertThat(ports.asVariables()).containsEntry("MOORING_KAFKA_PORT", "19092");
    }

    @Test
    void whatIsNoPortIsRefusedByItsName() {
        assertThatThrownBy(() -> LocalPorts.from(Map.of("MOORING_S3_PORT", "99999")))
                .hasMessageContaining("MOORING_S3_PORT")
                .hasMessageContaining("99999");
        assertThatThrownBy(() -> LocalPorts.from(Map.of("MOORING_S3_PORT", "abc")))
                .hasMessageContaining("'abc'");
    }

    @Test
    void twoPartsCannotShareAPort() {
        assertThatThrownBy(() -> LocalPorts.from(Map.of("MOORING_S3_PORT", "9092")))
                .hasMessageContaining("kafka")
                .hasMessageContaining("s3");
    }
}
