package io.mooring.backup.plan;

import io.mooring.backup.key.Recipient;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.run.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan as the API shows it: nothing secret. */
record PlanView(
        String id,
        String name,
        SourceView source,
        @Nullable ScheduleView schedule,
        @Nullable Instant nextRunAt,
        boolean enabled,
        List<LocationRef> locations,
        List<RecipientView> recipients,
        @Nullable Integer retentionDays,
        ObjectivesView objectives,
        @Nullable RunView lastRun) {

    record SourceView(String kind, String host, int port, String database) {}

    record ScheduleView(String cron, String zone) {}

    record LocationRef(String id, String kind) {
        static LocationRef of(BackupLocation location) {
            return new LocationRef(location.id(), location.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    record RecipientView(String fingerprint, String label) {
        static RecipientView of(Recipient recipient) {
            return new RecipientView(recipient.fingerprint(), recipient.label());
        }
    }

    /** ISO 8601 durations. */
    record ObjectivesView(@Nullable Duration rpo, @Nullable Duration rto) {}

    static PlanView of(
            BackupPlan plan, List<LocationRef> locations, List<Recipient> recipients, @Nullable RunView lastRun) {
        Schedule schedule = plan.schedule();
        Duration retention = plan.retention();
        return new PlanView(
                plan.id(),
                plan.name(),
                new SourceView(
                        "postgres",
                        plan.source().host(),
                        plan.source().port(),
                        plan.source().database()),
                schedule == null ? null : new ScheduleView(schedule.cron(), schedule.zone()),
                plan.nextDueAt(),
                plan.enabled(),
                locations,
                recipients.stream().map(RecipientView::of).toList(),
                retention == null ? null : Math.toIntExact(retention.toDays()),
                new ObjectivesView(plan.rpo(), plan.rto()),
                lastRun);
    }
}
