package io.mooring.monitor.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;
import oshi.software.os.OperatingSystem;

/**
 * This host by OSHI. Names follow OpenTelemetry's
 * <a href="https://opentelemetry.io/docs/specs/semconv/system/system-metrics/">system metrics</a>.
 */
final class OshiHost implements Host {

    private static final Logger log = LoggerFactory.getLogger(OshiHost.class);
    private static final String RATIO = "1";
    private static final String BYTES = "By";
    private static final String BYTES_PER_SECOND = "By/s";

    private final SystemInfo system = new SystemInfo();
    private final String id;
    private final String name;
    private final Rate diskRead = new Rate();
    private final Rate diskWritten = new Rate();
    private final Rate networkReceived = new Rate();
    private final Rate networkSent = new Rate();
    private long[] ticks = new long[0];

    OshiHost() {
        name = system.getOperatingSystem().getNetworkParams().getHostName();
        // The hardware's own id may need rights we should not have; the name is what people call it anyway.
        id = "host/" + name;
    }

    @Override
    public HostSample read(Instant now) {
        List<Measured> values = new ArrayList<>();
        part("processor", values, this::processor);
        part("memory", values, this::memory);
        part("file systems", values, this::fileSystems);
        part("disks", values, all -> disks(all, now));
        part("network", values, all -> network(all, now));
        part("operating system", values, this::operatingSystem);
        return new HostSample(id, name, now, values);
    }

    /** What one part cannot tell must not keep the others from being told. */
    private static void part(String name, List<Measured> values, Consumer<List<Measured>> reading) {
        List<Measured> own = new ArrayList<>();
        try {
            reading.accept(own);
            values.addAll(own);
        } catch (RuntimeException unreadable) {
            log.debug("The {} of this host cannot be read", name, unreadable);
        }
    }

    private void processor(List<Measured> values) {
        CentralProcessor processor = system.getHardware().getProcessor();
        long[] before = ticks;
        ticks = processor.getSystemCpuLoadTicks();
        if (before.length > 0) {
            values.add(new Measured("system.cpu.utilization", RATIO, processor.getSystemCpuLoadBetweenTicks(before)));
        }
        values.add(new Measured("system.cpu.logical.count", "{cpu}", processor.getLogicalProcessorCount()));
        double[] load = processor.getSystemLoadAverage(3);
        String[] minutes = {"1m", "5m", "15m"};
        for (int i = 0; i < load.length; i++) {
            // OSHI says "not available" by a negative number.
            if (load[i] >= 0) {
                values.add(new Measured("system.cpu.load_average." + minutes[i], "{thread}", load[i]));
            }
        }
    }

    private void memory(List<Measured> values) {
        GlobalMemory memory = system.getHardware().getMemory();
        long used = memory.getTotal() - memory.getAvailable();
        values.add(new Measured("system.memory.usage", BYTES, used));
        values.add(new Measured("system.memory.limit", BYTES, memory.getTotal()));
        values.add(new Measured("system.memory.utilization", RATIO, (double) used / memory.getTotal()));
    }

    private void fileSystems(List<Measured> values) {
        for (OSFileStore store : system.getOperatingSystem().getFileSystem().getFileStores(true)) {
            long total = store.getTotalSpace();
            if (total > 0) {
                String attribute = "{mountpoint=" + store.getMount() + "}";
                long used = total - store.getUsableSpace();
                values.add(new Measured("system.filesystem.usage" + attribute, BYTES, used));
                values.add(new Measured("system.filesystem.utilization" + attribute, RATIO, (double) used / total));
            }
        }
    }

    private void disks(List<Measured> values, Instant now) {
        long read = 0;
        long written = 0;
        for (HWDiskStore disk : system.getHardware().getDiskStores()) {
            read += disk.getReadBytes();
            written += disk.getWriteBytes();
        }
        diskRead.next(read, now).ifPresent(rate -> add(values, "system.disk.io{direction=read}", rate));
        diskWritten.next(written, now).ifPresent(rate -> add(values, "system.disk.io{direction=write}", rate));
    }

    private void network(List<Measured> values, Instant now) {
        long received = 0;
        long sent = 0;
        for (NetworkIF card : system.getHardware().getNetworkIFs(true)) {
            received += card.getBytesRecv();
            sent += card.getBytesSent();
        }
        networkReceived
                .next(received, now)
                .ifPresent(rate -> add(values, "system.network.io{direction=receive}", rate));
        networkSent.next(sent, now).ifPresent(rate -> add(values, "system.network.io{direction=transmit}", rate));
    }

    private static void add(List<Measured> values, String metric, double bytesPerSecond) {
        values.add(new Measured(metric, BYTES_PER_SECOND, bytesPerSecond));
    }

    private void operatingSystem(List<Measured> values) {
        OperatingSystem os = system.getOperatingSystem();
        values.add(new Measured("system.process.count", "{process}", os.getProcessCount()));
        values.add(new Measured("system.uptime", "s", os.getSystemUptime()));
    }
}
