package io.mooring.backup.job;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.RunSettings;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Jobs are held as runs are. */
@Configuration(proxyBeanMethods = false)
class ConfigureJobs {

    @Bean
    JobTiming jobTiming(BackupSettings settings) {
        RunSettings runs = settings.runs();
        return new JobTiming(runs.poll(), runs.heartbeat(), runs.lease());
    }

    @Bean
    WorkOnJobs workOnJobs(
            JobRows rows,
            TransactionalOperator transaction,
            DoJob doJob,
            JobBell bell,
            JobTiming timing,
            InstantSource clock,
            ObjectProvider<JobHandler> handlers) {
        return new WorkOnJobs(
                rows, transaction, doJob, bell, timing, clock, handlers.stream().toList());
    }
}
