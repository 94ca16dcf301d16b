package io.mooring.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** How a backup is taken on this machine. */
public record PipelineOptions(
        @DefaultValue("1") int compressionLevel,
        @DefaultValue("512MB") DataSize chunkSize,
        @Nullable Integer zstdWorkers,
        @DefaultValue("2m") Duration locationTimeout,
        @DefaultValue("30s") Duration lockTimeout,
        @DefaultValue("10s") Duration connectTimeout,

        @Nullable List<Path> postgresFolders) {

    /** Debian's and Red Hat's. */
    private static final List<Path> USUAL_FOLDERS = List.of(
            Path.of("/usr/lib/postgresql"), Path.of("/usr/pgsql"), Path.of("/usr/local/bin"), Path.of("/usr/bin"));

    public PipelineOptions {
        postgresFolders = postgresFolders == null ? USUAL_FOLDERS : List.copyOf(postgresFolders);
    }

    static void collectLevel(SettingFaults faults, String name, int level) {
        faults.between(name, level, 1, 19);
    }

    void collect(SettingFaults faults) {
        collectLevel(faults, "pipeline.compression-level", compressionLevel);
        faults.require(
                chunkSize.toBytes() >= 1024 && chunkSize.toBytes() <= 4L << 30,
                "pipeline.chunk-size must be 1KB to 4GB but is " + chunkSize);
        faults.require(
                zstdWorkers == null || zstdWorkers >= 0 && zstdWorkers <= 64,
                "pipeline.zstd-workers must be 0 to 64 but are " + zstdWorkers);
        faults.positive("pipeline.location-timeout", locationTimeout);
        faults.positive("pipeline.lock-timeout", lockTimeout);
        faults.positive("pipeline.connect-timeout", connectTimeout);
        faults.require(!postgresFolders.isEmpty(), "pipeline.postgres-folders: name at least one folder");
    }
}
