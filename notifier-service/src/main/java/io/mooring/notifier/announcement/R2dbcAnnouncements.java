package io.mooring.notifier.announcement;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Announcements as rows. */
final class R2dbcAnnouncements implements Announcements {

    private static final UUID NONE = new UUID(0, 0);

    private final DatabaseClient database;

    R2dbcAnnouncements(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<AnnouncementWords.LastTold> lastTold(String windowId) {
        return database.sql("""
                        SELECT starts_at, ends_at FROM announcement
                        WHERE window_id = :window AND state = 'SENT' ORDER BY settled_at DESC, position DESC LIMIT 1
                        """)
                .bind("window", windowId)
                .map(row -> new AnnouncementWords.LastTold(
                        value(row, "starts_at", Instant.class), value(row, "ends_at", Instant.class)))
                .one();
    }

    @Override
    public Mono<Void> plan(Announcement announcement, Instant now) {
        return bind(database.sql("""
                        INSERT INTO announcement (id, window_id, kind, due_at, waits, state, subject, body, starts_at, ends_at,
                                                  destinations, planned_at)
                        VALUES (:id, :window, :kind, :dueAt, :waits, 'PLANNED', :subject, :body, :startsAt, :endsAt,
                                :destinations, :now)
                        ON CONFLICT (window_id, kind) WHERE state = 'PLANNED' DO UPDATE
                        SET due_at = :dueAt, waits = :waits, subject = :subject, body = :body, starts_at = :startsAt,
                            ends_at = :endsAt
                        """), announcement)
                .bind("window", announcement.windowId())
                .bind("kind", announcement.kind().name())
                .bind("dueAt", announcement.dueAt())
                .bind("waits", announcement.waits())
                .bind("now", now)
                .then();
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, Announcement announcement) {
        return statement
                .bind("id", announcement.id())
                .bind("subject", announcement.subject())
                .bind("body", announcement.text())
                .bind("startsAt", announcement.startsAt())
                .bind("endsAt", announcement.endsAt())
                .bind("destinations", announcement.destinations().toArray(String[]::new));
    }

    @Override
    public Mono<Void> drop(String windowId, Collection<Kind> kinds, String why, Instant now) {
        return database.sql("""
                        UPDATE announcement SET state = 'DROPPED', why = :why, settled_at = :now
                        WHERE window_id = :window AND state = 'PLANNED' AND kind = ANY (:kinds)
                        """)
                .bind("window", windowId)
                .bind("kinds", kinds.stream().map(Kind::name).toArray(String[]::new))
                .bind("why", why)
                .bind("now", now)
                .then();
    }

    @Override
    public Flux<String> dueWindows(Instant now, Collection<String> except, int most) {
        return database.sql("""
                        SELECT window_id FROM announcement
                        WHERE state = 'PLANNED' AND NOT waits AND due_at <= :now AND window_id <> ALL (:except::text[])
                        GROUP BY window_id ORDER BY min(due_at) LIMIT :most
                        """)
                .bind("now", now)
                .bind("except", except.toArray(String[]::new))
                .bind("most", most)
                .map(row -> value(row, "window_id", String.class))
                .all();
    }

    @Override
    public Flux<Announcement> takeDue(String windowId, Instant now) {
        return database.sql("""
                        SELECT * FROM announcement
                        WHERE window_id = :window AND state = 'PLANNED' AND NOT waits AND due_at <= :now
                        ORDER BY position FOR UPDATE SKIP LOCKED
                        """)
                .bind("window", windowId)
                .bind("now", now)
                .map(R2dbcAnnouncements::read)
                .all();
    }

    @Override
    public Mono<Void> settle(Announcement announcement, Instant now) {
        return bind(database.sql("""
                        UPDATE announcement
                        SET state = :state, why = :why, subject = :subject, body = :body, starts_at = :startsAt,
                            ends_at = :endsAt, destinations = :destinations, settled_at = :now
                        WHERE id = :id AND state = 'PLANNED'
                        """), announcement)
                .bind("state", announcement.state().name())
                .bind("why", Parameters.in(R2dbcType.VARCHAR, announcement.why()))
                .bind("now", now)
                .then();
    }

    @Override
    public Flux<Announcement> list(@Nullable AnnouncementState state, @Nullable UUID before, int most) {
        return database.sql("""
                        SELECT * FROM announcement
                        WHERE (:state = '' OR state = :state)
                          AND position < coalesce((SELECT position FROM announcement WHERE id = :before), 9223372036854775807)
                        ORDER BY position DESC LIMIT :most
                        """)
                .bind("state", state == null ? "" : state.name())
                .bind("before", before == null ? NONE : before)
                .bind("most", most)
                .map(R2dbcAnnouncements::read)
                .all();
    }

    private static Announcement read(Readable row) {
        return new Announcement(
                value(row, "id", UUID.class),
                value(row, "window_id", String.class),
                Kind.valueOf(value(row, "kind", String.class)),
                value(row, "due_at", Instant.class),
                value(row, "waits", Boolean.class),
                AnnouncementState.valueOf(value(row, "state", String.class)),
                row.get("why", String.class),
                value(row, "subject", String.class),
                value(row, "body", String.class),
                value(row, "starts_at", Instant.class),
                value(row, "ends_at", Instant.class),
                List.of(value(row, "destinations", String[].class)));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
