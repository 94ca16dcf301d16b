package io.mooring.notifier.maintenance;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Muter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Asks the windows that run. One whose end is overdue mutes nothing, even before that was noticed. */
final class MaintenanceAlerts implements Muter {

    private final Windows windows;
    private final Scope scope;
    private final Duration grace;

    MaintenanceAlerts(Windows windows, Scope scope, Duration grace) {
        this.windows = windows;
        this.scope = scope;
        this.grace = grace;
    }

    @Override
    public Mono<Map<UUID, Muted>> of(List<Alert> alerts, Instant now) {
        return windows.running()
                .filter(window -> window.mutes(now, grace))
                .collectList()
                .map(muting -> muted(alerts, muting));
    }

    private Map<UUID, Muted> muted(List<Alert> alerts, List<KnownWindow> muting) {
        Map<UUID, Muted> muted = new HashMap<>();
        for (Alert alert : alerts) {
            muting.stream()
                    .filter(window -> scope.holds(window.window(), alert))
                    .findFirst()
                    .ifPresent(window -> muted.put(alert.id(), muted(window)));
        }
        return muted;
    }

    private static Muted muted(KnownWindow window) {
        return new Muted(
                Muted.Kind.MAINTENANCE,
                window.id(),
                "Maintenance \"" + window.window().title() + "\" of "
                        + window.window().owner() + " is under way",
                window.window().endsAt());
    }
}
