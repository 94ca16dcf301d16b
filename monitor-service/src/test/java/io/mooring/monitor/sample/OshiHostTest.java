package io.mooring.monitor.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** This very host, compared with what its kernel says. */
class OshiHostTest {

    private final OshiHost host = new OshiHost();

    @Test
    void readsMemoryAsTheKernelTellsIt() throws Exception {
        List<String> kernel = Files.readAllLines(Path.of("/proc/meminfo"));
        double total = 1024.0 * Long.parseLong(kernel.getFirst().replaceAll("\\D", ""));
        assertThat(value(host.read(Instant.now()), "system.memory.limit")).isEqualTo(total);
    }

    @Test
    void ratesAndUtilizationComeWithTheSecondReading() {
        Instant start = Instant.now();
        assertThat(host.read(start).values())
                .noneMatch(value -> value.metric().startsWith("system.network.io"))
                .noneMatch(value -> value.metric().equals("system.cpu.utilization"));
        HostSample second = host.read(start.plusSeconds(1));
        assertThat(value(second, "system.cpu.utilization")).isBetween(0.0, 1.0);
        assertThat(value(second, "system.network.io{direction=receive}")).isNotNegative();
    }

    @Test
    void namesEachMetricOnce() {
        host.read(Instant.now());
        assertThat(host.read(Instant.now().plusSeconds(1)).values())
                .extracting(Measured::metric)
                .doesNotHaveDuplicates();
    }

    @Test
    void ratiosAreRatios() {
        assertThat(host.read(Instant.now()).values())
                .filteredOn(value -> value.metric().contains("utilization"))
                .isNotEmpty()
                .allSatisfy(value -> assertThat(value.value()).isBetween(0.0, 1.0));
    }

    private static double value(HostSample sample, String metric) {
        return sample.values().stream()
                .filter(value -> value.metric().equals(metric))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
