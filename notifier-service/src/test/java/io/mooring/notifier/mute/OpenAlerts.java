package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Alerts as a test says they are. */
public final class OpenAlerts implements Alerts {

    private final List<Alert> all = new CopyOnWriteArrayList<>();

    public void are(Alert... alerts) {
        all.clear();
        all.addAll(List.of(alerts));
    }

    @Override
    public Mono<Alert> find(UUID id) {
        return open(Integer.MAX_VALUE).filter(alert -> alert.id().equals(id)).next();
    }

    @Override
    public Flux<Alert> find(Collection<UUID> ids) {
        return open(Integer.MAX_VALUE).filter(alert -> ids.contains(alert.id()));
    }

    @Override
    public Flux<Alert> open(int most) {
        return Flux.defer(() -> Flux.fromIterable(all)).filter(Alert::isOpen).take(most);
    }
}
