package io.mooring.backup.drill;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.DrillSettings;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.PlanSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The parts of a system that recover, what is wanted of each, and which of them a plan's backups bring back. */
@Component
final class Components {

    static final String DATABASE = "database";
    static final String FILE_STORAGE = "file-storage";
    private static final List<String> ORDER = List.of("application", DATABASE, "cache", FILE_STORAGE, "monitoring");

    private final BackupSettings settings;

    Components(BackupSettings settings) {
        this.settings = settings;
    }

    /** The plan that a drill uses: the one named, else the settings', else the first enabled one. */
    Optional<PlanSettings> plan(@Nullable String planId) {
        String wanted = planId == null ? settings.drills().plan() : planId;
        return settings.plans().stream()
                .filter(plan -> wanted == null ? plan.enabled() : plan.id().equals(wanted))
                .findFirst();
    }

    static String of(PlanSettings plan) {
        PlanSource source = plan.source();
        return source == null || source.isServer() ? DATABASE : FILE_STORAGE;
    }

    /**
     * All components of a drill.
     *
     * @param rto of the drill's own component; null when it was not measured
     * @param without why not
     */
    List<Recovery> measured(Drill drill, @Nullable Duration rto, @Nullable Duration rpo, String without) {
        String own = drill.request().component();
        return ORDER.stream()
                .map(component -> component.equals(own)
                        ? Recovery.measured(
                                component, objective(component, drill.request().planId()), rto, rpo, without)
                        : Recovery.unknown(component, objective(component, null), notMeasured(component)))
                .toList();
    }

    private static String notMeasured(String component) {
        return switch (component) {
            case DATABASE, FILE_STORAGE -> "This drill used another component's backups.";
            default ->
                "Mooring cannot measure this: it holds no backup of it. Measure it yourselves, and keep the figure with the report.";
        };
    }

    /** The plan's own objectives go before those of its component. */
    private Recovery.Objective objective(String component, @Nullable String planId) {
        DrillSettings.Objective all =
                Objects.requireNonNull(settings.drills().objectives().get(component));
        PlanSettings.@Nullable Objectives own = settings.plans().stream()
                .filter(plan -> plan.id().equals(planId))
                .map(PlanSettings::objectives)
                .findFirst()
                .orElse(null);
        return new Recovery.Objective(
                Objects.requireNonNull(own == null || own.rto() == null ? all.rto() : own.rto()),
                Objects.requireNonNull(own == null || own.rpo() == null ? all.rpo() : own.rpo()));
    }
}
