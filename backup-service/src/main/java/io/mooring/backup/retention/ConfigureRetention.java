package io.mooring.backup.retention;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.plan.BackupPlans;
import io.mooring.backup.plan.QueueUpkeep;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Has every plan pruned now and then. */
@Configuration(proxyBeanMethods = false)
class ConfigureRetention {

    @Bean
    QueueUpkeep prunes(BackupSettings settings, BackupPlans plans, Jobs jobs, TransactionalOperator transaction) {
        return new QueueUpkeep(PruneBackups.KIND, settings.prune(), plans, jobs, transaction);
    }
}
