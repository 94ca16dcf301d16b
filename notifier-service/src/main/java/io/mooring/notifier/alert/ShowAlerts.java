package io.mooring.notifier.alert;

import io.mooring.platform.web.paging.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Shows alerts with what holds them back, and with their incidents. */
final class ShowAlerts {

    private final HeldAlerts held;
    private final AlertIncidents incidents;

    ShowAlerts(HeldAlerts held, AlertIncidents incidents) {
        this.held = held;
        this.incidents = incidents;
    }

    record Summary(
            Map<String, Long> firing,
            Map<String, Long> acknowledged,
            long muted,
            @Nullable AlertView oldestUnacknowledged) {}

    Mono<AlertView> one(Alert alert) {
        return page(new Page<>(List.of(alert), null)).map(page -> page.items().getFirst());
    }

    /** What is beside them is asked once, however many they are. */
    Mono<Page<AlertView>> page(Page<Alert> found) {
        List<UUID> ids = found.items().stream().map(Alert::id).toList();
        return held.among(ids)
                .zipWith(
                        incidents.among(ids),
                        (why, belongs) -> found.map(alert ->
                                AlertView.of(alert, why.get(alert.id()), belongs.getOrDefault(alert.id(), List.of()))));
    }

    Mono<Summary> summary(AlertStore.Summary counted) {
        Alert oldest = counted.oldestUnacknowledged();
        return oldest == null
                ? held.counts().map(muted -> summary(counted, muted, null))
                : held.counts().zipWith(one(oldest), (muted, view) -> summary(counted, muted, view));
    }

    private static Summary summary(AlertStore.Summary counted, Map<String, Long> muted, @Nullable AlertView oldest) {
        return new Summary(
                bySeverity(counted.open().getOrDefault(AlertState.FIRING, Map.of())),
                bySeverity(counted.open().getOrDefault(AlertState.ACKNOWLEDGED, Map.of())),
                muted.values().stream().mapToLong(Long::longValue).sum(),
                oldest);
    }

    private static Map<String, Long> bySeverity(Map<Severity, Long> counts) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Severity severity : List.of(Severity.values()).reversed()) {
            all.put(AlertView.name(severity), counts.getOrDefault(severity, 0L));
        }
        return all;
    }
}
