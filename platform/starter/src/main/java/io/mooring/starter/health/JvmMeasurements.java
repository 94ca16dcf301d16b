package io.mooring.starter.health;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.mooring.events.health.Measurement;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * A few values of the process and its machine, read from the JVM's own beans: they are there without a meter registry.
 * Names: OpenTelemetry semantic conventions for JVM, process and system metrics.
 */
final class JvmMeasurements {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** What cannot be read is left out. */
    List<Measurement> now() {
        List<Measurement> values = new ArrayList<>();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        add(values, "jvm.memory.used", "By", heap.getUsed());
        add(values, "jvm.memory.limit", "By", heap.getMax());
        add(values, "jvm.memory.utilization", "1", heap.getMax() > 0 ? (double) heap.getUsed() / heap.getMax() : -1);
        add(
                values,
                "jvm.thread.count",
                "{thread}",
                ManagementFactory.getThreadMXBean().getThreadCount());
        add(values, "jvm.cpu.recent_utilization", "1", system.getProcessCpuLoad());
        add(values, "system.cpu.utilization", "1", system.getCpuLoad());
        add(values, "process.uptime", "s", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        if (system instanceof UnixOperatingSystemMXBean unix) {
            add(values, "process.open_file_descriptor.count", "{file_descriptor}", unix.getOpenFileDescriptorCount());
        }
        return values;
    }

    /** The beans say "not known" with a negative number. */
    private static void add(List<Measurement> values, String metric, String unit, double value) {
        if (Double.isFinite(value) && value >= 0) {
            values.add(new Measurement(metric, unit, value));
        }
    }
}
