package io.mooring.backup.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Tells the most memory that a backup takes, for streams of several sizes: a process for each, since the kernel remembers one peak a process.
 * The heap is of one size and held from the start, so what grows in the figure is what lies beside it; what would not fit into the heap ends the
 * process. Arguments: the sizes in MiB. MOORING_BENCH_HEAP says how large the heap is, in MiB (128).
 */
public final class MemoryBench {

    private static final double MIB = 1024 * 1024;

    private final int heap;
    private final Path folder;
    private final StockTools tools;

    /** What went in, and the process's peak. */
    private record Peak(long mebibytes, long bytes) {}

    MemoryBench(int heap, Path folder) {
        this.heap = heap;
        this.folder = folder;
        this.tools = new StockTools(BenchKeys.environment(folder), folder);
    }

    public static void main(String[] arguments) throws Exception {
        BenchFailure.inWords();
        Path folder = BenchFolder.create();
        int heap = Integer.parseInt(System.getenv().getOrDefault("MOORING_BENCH_HEAP", "128"));
        new MemoryBench(heap, folder)
                .run(Arrays.stream(arguments).map(Long::valueOf).toList(), System.out);
    }

    /** @param sizes in MiB, the smallest first */
    void run(List<Long> sizes, PrintStream out) throws IOException, InterruptedException {
        BenchKeys.make(folder, tools);
        out.printf(
                "a generated stream, half text and half noise, to a location that keeps nothing; heap %d MiB from the start%n",
                heap);
        List<Peak> peaks = new ArrayList<>();
        for (long size : sizes) {
            long start = System.nanoTime();
            String[] said = passThrough(size).split(" ");
            double seconds = (System.nanoTime() - start) / 1e9;
            peaks.add(new Peak(size, Long.parseLong(said[1])));
            out.printf(
                    "%,8d MiB  peak %7.1f MiB resident, %7.1f beside the heap; stored %,9.1f MiB; %.1f s with Java's start%n",
                    size,
                    peaks.getLast().bytes() / MIB,
                    peaks.getLast().bytes() / MIB - heap,
                    Long.parseLong(said[0]) / MIB,
                    seconds);
        }
        Peak first = peaks.getFirst();
        Peak last = peaks.getLast();
        out.printf(
                "peak of %,d MiB against that of %,d MiB: %.2f (goal at most 1.10)%n",
                last.mebibytes(), first.mebibytes(), (double) last.bytes() / first.bytes());
    }

    private String passThrough(long mebibytes) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xms" + heap + "m",
                        "-Xmx" + heap + "m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PassThroughPipeline.class.getName(),
                        Long.toString(mebibytes),
                        folder.resolve("ops.asc").toString(),
                        folder.resolve("escrow.asc").toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        java.environment().putAll(Map.of("LC_ALL", "C"));
        Process process = java.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("%,d MiB did not go through a heap of %d MiB: %s".formatted(mebibytes, heap, said));
        }
        return said.lines().toList().getLast();
    }
}
