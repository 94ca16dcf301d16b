package io.mooring.backup.bench;

import io.mooring.backup.key.Recipient;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.pipeline.BackupJob;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.pipeline.TakeBackup;
import io.mooring.backup.source.FileTreeSource;
import io.mooring.backup.source.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Sends one generated stream through the whole pipeline to a location that keeps nothing, and prints how much was stored and the most memory
 * that this process ever held, in bytes. Arguments: MiB, then two files with public keys.
 */
final class PassThroughPipeline {

    private static final int USUAL_LEVEL = 1;
    private static final long KIB = 1024;

    private PassThroughPipeline() {}

    public static void main(String[] arguments) throws Exception {
        BenchFailure.inWords();
        long bytes = Long.parseLong(arguments[0]) * KIB * KIB;
        BackupJob job = new BackupJob(
                "run",
                "bench",
                "bench",
                new FileTreeSource(SourceKind.CONFIGURATION, Path.of("/"), List.of(), true, Duration.ofDays(1), 1),
                List.of(new DiscardingLocation()),
                List.of(Recipient.read(Path.of(arguments[1])), Recipient.read(Path.of(arguments[2]))),
                null,
                USUAL_LEVEL);
        Manifest manifest = new TakeBackup(
                        PipelineSettings.standard(), new GeneratedSource(bytes), InstantSource.system())
                .take(job, new BackupPipelineBench.Silent())
                .manifest();
        long through = manifest.data().chunks().stream()
                .mapToLong(Manifest.Chunk::sourceBytes)
                .sum();
        if (through != bytes) {
            throw new IllegalStateException("%,d bytes went in, %,d went through".formatted(bytes, through));
        }
        System.out.println(manifest.data().storedBytes() + " " + peak());
    }

    /** proc(5): the peak resident set size, "high water mark". */
    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status tells no VmHWM: only Linux does"));
    }
}
