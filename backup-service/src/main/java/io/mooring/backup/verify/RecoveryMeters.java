package io.mooring.backup.verify;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.PlanSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long restores take, and what is asked of them, per plan. Told from what is kept, so that a restart does not make it unknown. */
@Component
final class RecoveryMeters {

    private final List<PlanSettings> plans;
    private final MultiGauge times;

    RecoveryMeters(MeterRegistry registry, BackupSettings settings) {
        this.plans = settings.plans();
        this.times = gauge(registry, BackupTelemetry.RECOVERY_TIME);
        objective(registry, BackupTelemetry.RECOVERY_TIME_OBJECTIVE, PlanSettings.Objectives::rto);
        objective(registry, BackupTelemetry.RECOVERY_POINT_OBJECTIVE, PlanSettings.Objectives::rpo);
    }

    /** @param newest restore tests, of each plan the newest that restored anything to its end */
    void show(List<Verification> newest) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Verification test : newest) {
            Measured measured = Objects.requireNonNull(test.measured());
            double seconds = Objects.requireNonNull(measured.restoreMillis()) / 1000.0;
            String plan = test.request().planId();
            rows.add(MultiGauge.Row.of(
                    Tags.of(BackupTelemetry.PLAN, plan, BackupTelemetry.LOCATION, measured.locationId()), seconds));
        }
        times.register(rows, true);
    }

    /** Whether it says how long a restore takes. */
    static boolean tells(Verification test) {
        Measured measured = test.measured();
        return measured != null && measured.restoreMillis() != null;
    }

    private void objective(
            MeterRegistry registry,
            BackupTelemetry telemetry,
            Function<PlanSettings.Objectives, @Nullable Duration> objective) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (PlanSettings plan : plans) {
            Duration wanted = objective.apply(plan.objectives());
            if (wanted != null) {
                rows.add(MultiGauge.Row.of(Tags.of(BackupTelemetry.PLAN, plan.id()), wanted.toMillis() / 1000.0));
            }
        }
        gauge(registry, telemetry).register(rows, true);
    }

    private static MultiGauge gauge(MeterRegistry registry, BackupTelemetry telemetry) {
        return MultiGauge.builder(telemetry.meter())
                .description(telemetry.description())
                .baseUnit("seconds")
                .register(registry);
    }
}
