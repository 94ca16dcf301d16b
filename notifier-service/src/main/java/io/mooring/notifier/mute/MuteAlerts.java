package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks everything that mutes, in order, each about the alerts that those before it leave. */
final class MuteAlerts implements Mutes {

    private final List<Muter> muters;

    MuteAlerts(List<Muter> muters) {
        this.muters = List.copyOf(muters);
    }

    @Override
    public Mono<Map<UUID, Muted>> of(List<Alert> alerts, Instant now) {
        return Mono.defer(() -> {
            Map<UUID, Muted> muted = new HashMap<>();
            return Flux.fromIterable(muters)
                    .concatMap(muter -> rest(muter, alerts, muted, now))
                    .then(Mono.just(muted));
        });
    }

    private static Mono<Void> rest(Muter muter, List<Alert> alerts, Map<UUID, Muted> muted, Instant now) {
        List<Alert> loud =
                alerts.stream().filter(alert -> !muted.containsKey(alert.id())).toList();
        return loud.isEmpty()
                ? Mono.empty()
                : muter.of(loud, now).doOnNext(muted::putAll).then();
    }
}
