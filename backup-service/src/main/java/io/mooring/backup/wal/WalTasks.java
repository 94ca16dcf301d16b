package io.mooring.backup.wal;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.pipeline.SealFile;
import io.mooring.backup.plan.ClusterPlans;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the settings say is to be received. */
@Component
final class WalTasks {

    private final ClusterPlans plans;
    private final BackupSettings settings;

    WalTasks(ClusterPlans plans, BackupSettings settings) {
        this.plans = plans;
        this.settings = settings;
    }

    List<String> planIds() {
        return plans.ids();
    }

    /** Empty for a plan that receives no WAL. */
    Optional<WalTask> of(String planId) {
        return plans.find(planId)
                .map(plan -> new WalTask(
                        plan.id(),
                        plan.name(),
                        plan.source(),
                        plan.locations(),
                        new SealFile(plan.recipients(), plan.compressionLevel()),
                        plan.rpo(),
                        plan.wal().partialEvery(),
                        plan.wal().canaryEvery(),
                        plan.wal().keepLocal().toBytes(),
                        Objects.requireNonNull(settings.stateFolder()),
                        settings.pipeline().postgresFolders(),
                        plan.signer(),
                        plan.wal().indexEvery()));
    }
}
