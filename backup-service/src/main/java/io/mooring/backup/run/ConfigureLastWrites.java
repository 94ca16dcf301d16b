package io.mooring.backup.run;

import io.mooring.backup.place.LastWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the locations know what the runs know of them. */
@Configuration(proxyBeanMethods = false)
class ConfigureLastWrites {

    @Bean
    LastWrites lastWrites(BackupRuns runs) {
        return runs::lastStoredAt;
    }
}
