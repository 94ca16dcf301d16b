package io.mooring.backup.plan;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings' plans in the domain's terms. */
final class DeclaredPlans {

    private DeclaredPlans() {}

    /** All plans; an {@link IllegalStateException} tells every schedule that is none. */
    static List<BackupPlan> of(BackupSettings settings) {
        List<BackupPlan> plans = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (PlanSettings plan : settings.plans()) {
            try {
                plans.add(plan(plan));
            } catch (IllegalArgumentException fault) {
                faults.add("plan '" + plan.id() + "': " + fault.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("backup.plans: " + String.join("; ", faults));
        }
        return plans;
    }

    private static BackupPlan plan(PlanSettings plan) {
        PlanSettings.Source source = Objects.requireNonNull(plan.source());
        String name = plan.name();
        return new BackupPlan(
                plan.id(),
                name == null || name.isBlank() ? plan.id() : name,
                new BackupPlan.Source(source.host(), source.port(), source.database()),
                schedule(plan.schedule()),
                plan.locations(),
                Duration.ofDays(plan.retentionDays()),
                plan.objectives().rpo(),
                plan.objectives().rto(),
                plan.enabled(),
                null);
    }

    private static @Nullable Schedule schedule(PlanSettings.@Nullable Schedule schedule) {
        return schedule == null ? null : Schedule.of(schedule.cron(), schedule.zone(), schedule.jitter());
    }
}
