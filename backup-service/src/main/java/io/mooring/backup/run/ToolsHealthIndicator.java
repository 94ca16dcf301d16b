package io.mooring.backup.run;

import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.source.PgDumpTool;
import io.mooring.backup.source.SourceFailure;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether pg_dump is installed: without it no database can be backed up. Runs a program, so the answer is kept once found. */
@Component("toolsHealthIndicator")
final class ToolsHealthIndicator implements HealthIndicator {

    private final PipelineSettings settings;
    private volatile String found = "";

    ToolsHealthIndicator(PipelineSettings settings) {
        this.settings = settings;
    }

    @Override
    public Health health() {
        try {
            if (found.isEmpty()) {
                found = PgDumpTool.forServer(0, settings.postgresFolders()).version();
            }
            return Health.up().withDetail("pg_dump", found).build();
        } catch (SourceFailure missing) {
            return Health.down()
                    .withDetail("problem", String.valueOf(missing.getMessage()))
                    .withDetail("remedy", "Install the PostgreSQL client, for example postgresql-client.")
                    .build();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        }
    }
}
