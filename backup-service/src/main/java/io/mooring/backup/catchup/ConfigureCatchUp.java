package io.mooring.backup.catchup;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.plan.BackupPlans;
import io.mooring.backup.plan.QueueUpkeep;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Has the missing copies of every plan made up now and then. */
@Configuration(proxyBeanMethods = false)
class ConfigureCatchUp {

    @Bean
    QueueUpkeep catchUps(BackupSettings settings, BackupPlans plans, Jobs jobs, TransactionalOperator transaction) {
        return new QueueUpkeep(MakeUpCopies.KIND, settings.makeUpCopies(), plans, jobs, transaction);
    }
}
