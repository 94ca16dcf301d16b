package io.mooring.backup.run;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PipelineOptions;
import io.mooring.backup.RunSettings;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.pipeline.TakeBackup;
import io.mooring.backup.source.OpenEverySource;
import io.mooring.backup.source.tree.KnownTrees;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings in the terms of those who take backups. */
@Configuration(proxyBeanMethods = false)
class ConfigureRuns {

    @Bean
    RunTiming runTiming(BackupSettings settings) {
        RunSettings runs = settings.runs();
        return new RunTiming(
                runs.concurrent(), runs.queueLimit(), runs.poll(), runs.heartbeat(), runs.lease(), runs.sweep());
    }

    @Bean
    PipelineSettings pipelineSettings(BackupSettings settings) {
        PipelineOptions pipeline = settings.pipeline();
        Integer workers = pipeline.zstdWorkers();
        return new PipelineSettings(
                pipeline.chunkSize().toBytes(),
                workers == null ? PipelineSettings.standard().zstdWorkers() : workers,
                pipeline.locationTimeout(),
                pipeline.lockTimeout(),
                pipeline.connectTimeout(),
                pipeline.postgresFolders());
    }

    @Bean
    TakeBackup takeBackup(PipelineSettings settings, KnownTrees known, InstantSource clock) {
        return new TakeBackup(settings, new OpenEverySource(settings.forSources(), known), clock);
    }
}
