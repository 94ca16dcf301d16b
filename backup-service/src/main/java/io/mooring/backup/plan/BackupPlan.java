package io.mooring.backup.plan;

import io.mooring.backup.source.SourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is backed up, when and to where. It holds no secret: those stay in the settings.
 *
 * @param schedule null when only people start it
 * @param rpo recovery point objective; null when there is none
 * @param rto recovery time objective; null when there is none
 * @param nextDueAt when the schedule wants the next run; null without a schedule and while disabled
 */
public record BackupPlan(
        String id,
        String name,
        Source source,
        @Nullable Schedule schedule,
        List<String> locationIds,
        Retention retention,
        @Nullable Duration rpo,
        @Nullable Duration rto,
        boolean enabled,
        @Nullable Instant nextDueAt) {

    /**
     * What is backed up, without credentials: of a database host, port and name, of a cluster host and port, of a file tree its
     * path.
     */
    public record Source(
            SourceKind kind,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String database,
            @Nullable String path) {

        static Source database(String host, int port, String database) {
            return new Source(SourceKind.POSTGRES, host, port, database, null);
        }

        static Source cluster(String host, int port) {
            return new Source(SourceKind.CLUSTER, host, port, null, null);
        }

        static Source tree(SourceKind kind, String path) {
            return new Source(kind, null, null, null, path);
        }

        /** For people: the database, the server or the folder. */
        public String name() {
            return switch (kind) {
                case POSTGRES -> String.valueOf(database);
                case CLUSTER -> host + ":" + port;
                case FILES, CONFIGURATION -> String.valueOf(path);
            };
        }
    }

    public BackupPlan {
        locationIds = List.copyOf(locationIds);
        if (nextDueAt != null && (schedule == null || !enabled)) {
            throw new IllegalArgumentException("a plan without a schedule or disabled is never due");
        }
    }

    /** The next due time strictly after that one. */
    Optional<Instant> dueAfter(Instant now) {
        return schedule == null || !enabled ? Optional.empty() : schedule.nextAfter(now, id);
    }

    BackupPlan dueAt(@Nullable Instant due) {
        return new BackupPlan(id, name, source, schedule, locationIds, retention, rpo, rto, enabled, due);
    }

    /**
     * This plan as declared now, with the due time that the former declaration left: a time that came while the service was down
     * stays due, a changed schedule begins anew.
     */
    BackupPlan continuing(@Nullable BackupPlan former, Instant now) {
        boolean keeps = former != null
                && former.nextDueAt() != null
                && enabled
                && schedule != null
                && former.schedule() != null
                && schedule.isSameAs(former.schedule());
        return dueAt(keeps ? former.nextDueAt() : dueAfter(now).orElse(null));
    }
}
