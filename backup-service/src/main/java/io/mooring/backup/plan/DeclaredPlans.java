package io.mooring.backup.plan;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanRetention;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.PlanSource;
import io.mooring.backup.source.SourceKind;
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
        PlanSource source = Objects.requireNonNull(plan.source());
        String name = plan.name();
        return new BackupPlan(
                plan.id(),
                name == null || name.isBlank() ? plan.id() : name,
                source(source),
                schedule(plan.schedule()),
                plan.locations(),
                retention(plan, source),
                plan.objectives().rpo(),
                plan.objectives().rto(),
                plan.enabled(),
                null);
    }

    private static BackupPlan.Source source(PlanSource source) {
        return switch (source.kind()) {
            case "postgres" ->
                BackupPlan.Source.database(
                        String.valueOf(source.host()), source.portOrUsual(), String.valueOf(source.database()));
            case "cluster" -> BackupPlan.Source.cluster(String.valueOf(source.host()), source.portOrUsual());
            default -> BackupPlan.Source.tree(kind(source), String.valueOf(source.path()));
        };
    }

    /** Uploads are files that are kept longer. */
    static SourceKind kind(PlanSource source) {
        return source.kind().equals("uploads") ? SourceKind.FILES : SourceKind.of(source.kind());
    }

    private static Retention retention(PlanSettings plan, PlanSource source) {
        PlanRetention rules = plan.retention();
        Integer days = plan.retentionDays();
        if (rules == null) {
            return Retention.ofDays(days == null ? source.usualDays() : days);
        }
        Integer age = rules.days();
        return new Retention(
                age == null ? null : Duration.ofDays(age),
                rules.count(),
                rules.hourly(),
                rules.daily(),
                rules.weekly(),
                rules.monthly(),
                rules.yearly());
    }

    private static @Nullable Schedule schedule(PlanSettings.@Nullable Schedule schedule) {
        return schedule == null ? null : Schedule.of(schedule.cron(), schedule.zone(), schedule.jitter());
    }
}
