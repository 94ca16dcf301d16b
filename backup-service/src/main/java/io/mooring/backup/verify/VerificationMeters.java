package io.mooring.backup.verify;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.BackupTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Counts how verifications end, and tells how old the newest backup is that is known to be good. */
@Component
final class VerificationMeters {

    private final MeterRegistry registry;
    private final BackupSettings settings;
    private final MultiGauge ages;

    VerificationMeters(MeterRegistry registry, BackupSettings settings) {
        this.registry = registry;
        this.settings = settings;
        this.ages = MultiGauge.builder(BackupTelemetry.VERIFIED_AGE.meter())
                .description(BackupTelemetry.VERIFIED_AGE.description())
                .baseUnit("seconds")
                .register(registry);
    }

    void ended(Verification over) {
        VerificationRequest request = over.request();
        BackupTelemetry.VERIFICATIONS_ENDED
                .counter(
                        registry,
                        BackupTelemetry.PLAN,
                        request.planId(),
                        BackupTelemetry.KIND,
                        request.kind().word(),
                        BackupTelemetry.STATE,
                        over.state().word())
                .increment();
        Findings findings = over.findings();
        answered(request.planId(), "present", findings.present());
        answered(request.planId(), "restorable", findings.restorable());
        answered(request.planId(), "data-intact", findings.dataIntact());
        answered(request.planId(), "fast-enough", findings.fastEnough());
        Measured measured = over.measured();
        if (measured != null && measured.restoreMillis() != null) {
            BackupTelemetry.RESTORE_TEST
                    .timer(
                            registry,
                            BackupTelemetry.PLAN,
                            request.planId(),
                            BackupTelemetry.LOCATION,
                            measured.locationId())
                    .record(Duration.ofMillis(measured.restoreMillis()));
        }
    }

    private void answered(String planId, String question, Finding finding) {
        BackupTelemetry.VERDICTS
                .counter(
                        registry,
                        "plan",
                        planId,
                        "question",
                        question,
                        "verdict",
                        finding.verdict().word())
                .increment();
    }

    void read(long bytes) {
        BackupTelemetry.VERIFIED_BYTES.counter(registry).increment(bytes);
    }

    /** Shows the ages of all plans of the settings as they are now. A plan without a verified backup has an infinite one. */
    void show(List<CopyVerdict> verdicts, Instant now) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        settings.plans().forEach(plan -> plan.locations().forEach(location -> {
            List<CopyVerdict> here = verdicts.stream()
                    .filter(verdict -> verdict.planId().equals(plan.id())
                            && verdict.locationId().equals(location))
                    .toList();
            rows.add(row(plan.id(), location, "read", age(here, CopyVerdict::isPresent, now)));
            rows.add(row(plan.id(), location, "restored", age(here, CopyVerdict::isProven, now)));
        }));
        ages.register(rows, true);
    }

    private static MultiGauge.Row<?> row(String plan, String location, String proof, double age) {
        return MultiGauge.Row.of(Tags.of("plan", plan, BackupTelemetry.LOCATION, location, "proof", proof), age);
    }

    private static double age(List<CopyVerdict> copies, Predicate<CopyVerdict> good, Instant now) {
        return copies.stream()
                .filter(good)
                .map(CopyVerdict::takenAt)
                // Taken before the clock went back: how old it is, nobody knows.
                .filter(taken -> !taken.isAfter(now))
                .max(Comparator.naturalOrder())
                .map(taken -> Duration.between(taken, now).toMillis() / 1000.0)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
