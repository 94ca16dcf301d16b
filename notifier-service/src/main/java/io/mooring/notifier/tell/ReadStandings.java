package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.tell.Gatherings.Standing;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How the alerts of a gathering stand. */
final class ReadStandings {

    private static final String STANDING = """
            SELECT a.id, count(*) FILTER (WHERE state = 'FIRING') OVER () AS firing,
                   count(*) FILTER (WHERE state = 'ACKNOWLEDGED') OVER () AS acknowledged,
                   count(*) FILTER (WHERE state = 'RESOLVED') OVER () AS resolved
            FROM told t JOIN alert a ON a.id = t.alert_id
            WHERE t.gathering_id = :id
            ORDER BY (state = 'RESOLVED'), urgency DESC, position LIMIT :shown
            """;

    private final DatabaseClient database;
    private final Alerts alerts;

    ReadStandings(DatabaseClient database, Alerts alerts) {
        this.database = database;
        this.alerts = alerts;
    }

    private record Member(UUID id, int firing, int acknowledged, int resolved) {}

    Mono<Standing> of(UUID gathering, int shown) {
        return database.sql(STANDING)
                .bind("id", gathering)
                .bind("shown", shown)
                .map(row -> new Member(
                        value(row, "id", UUID.class),
                        count(row, "firing"),
                        count(row, "acknowledged"),
                        count(row, "resolved")))
                .all()
                .collectList()
                .filter(members -> !members.isEmpty())
                .flatMap(this::standing);
    }

    Mono<String> gravestUncalled(UUID gathering) {
        return database.sql("""
                        SELECT title FROM told t JOIN alert a ON a.id = t.alert_id
                        WHERE t.gathering_id = :id AND t.called_first IS NULL AND state <> 'RESOLVED'
                        ORDER BY urgency DESC, position DESC LIMIT 1
                        """)
                .bind("id", gathering)
                .map(row -> value(row, "title", String.class))
                .one();
    }

    private Mono<Standing> standing(List<Member> members) {
        List<UUID> order = members.stream().map(Member::id).toList();
        Member first = members.getFirst();
        return alerts.find(order)
                .collectMap(Alert::id)
                .map((Map<UUID, Alert> found) -> new Standing(
                        first.firing(),
                        first.acknowledged(),
                        first.resolved(),
                        order.stream().map(found::get).filter(Objects::nonNull).collect(Collectors.toList())));
    }

    private static int count(Readable row, String column) {
        return value(row, column, Long.class).intValue();
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
