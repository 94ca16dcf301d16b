package io.mooring.backup.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        RetentionView retention,
        ObjectivesView objectives,
        @Nullable RunView lastRun) {

    /** Of a database host, port and database, of a cluster host and port, of a file tree its path. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SourceView(
            String kind,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String database,
            @Nullable String path) {
        static SourceView of(BackupPlan.Source source) {
            return new SourceView(source.kind().word(), source.host(), source.port(), source.database(), source.path());
        }
    }

    /** What keeps a backup; null and 0 where a rule is not used. */
    record RetentionView(
            @Nullable Integer days,
            @Nullable Integer count,
            int hourly,
            int daily,
            int weekly,
            int monthly,
            int yearly) {
        static RetentionView of(Retention rules) {
            return new RetentionView(
                    days(rules),
                    rules.count(),
                    rules.hourly(),
                    rules.daily(),
                    rules.weekly(),
                    rules.monthly(),
                    rules.yearly());
        }

        private static @Nullable Integer days(Retention rules) {
            Duration age = rules.age();
            return age == null ? null : Math.toIntExact(age.toDays());
        }
    }

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
        RetentionView retention = RetentionView.of(plan.retention());
        return new PlanView(
                plan.id(),
                plan.name(),
                SourceView.of(plan.source()),
                schedule == null ? null : new ScheduleView(schedule.cron(), schedule.zone()),
                plan.nextDueAt(),
                plan.enabled(),
                locations,
                recipients.stream().map(RecipientView::of).toList(),
                retention.days(),
                retention,
                new ObjectivesView(plan.rpo(), plan.rto()),
                lastRun);
    }
}
