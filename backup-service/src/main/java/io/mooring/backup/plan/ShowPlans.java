package io.mooring.backup.plan;

import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.run.LastRuns;
import io.mooring.backup.run.RunView;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Plans with their last runs. */
@Component
final class ShowPlans {

    private final BackupPlans plans;
    private final LastRuns lastRuns;
    private final BackupLocations locations;
    private final Keys keys;

    ShowPlans(BackupPlans plans, LastRuns lastRuns, BackupLocations locations, Keys keys) {
        this.plans = plans;
        this.lastRuns = lastRuns;
        this.locations = locations;
        this.keys = keys;
    }

    /** All plans, by name. */
    Mono<List<PlanView>> all() {
        return plans.all().collectList().flatMap(this::withLastRuns);
    }

    /** Empty for an unknown one. */
    Mono<PlanView> one(String id) {
        return plans.find(id).flatMap(plan -> withLastRuns(List.of(plan))).map(List::getFirst);
    }

    private Mono<List<PlanView>> withLastRuns(List<BackupPlan> found) {
        return lastRuns.of(found.stream().map(BackupPlan::id).toList())
                .map(last -> found.stream().map(plan -> view(plan, last)).toList());
    }

    private PlanView view(BackupPlan plan, Map<String, RunView> last) {
        List<PlanView.LocationRef> known = plan.locationIds().stream()
                .flatMap(id -> locations.find(id).stream())
                .map(PlanView.LocationRef::of)
                .toList();
        return PlanView.of(plan, known, keys.recipients(plan.id()), last.get(plan.id()));
    }
}
