package io.mooring.notifier.alert;

import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reading alerts, for other capabilities. */
public interface Alerts {

    /** Empty when no alert has this id. */
    Mono<Alert> find(UUID id);

    /** The open alert of a key, as committed; empty when there is none. */
    default Mono<Alert> openOf(String key) {
        return open(Integer.MAX_VALUE).filter(alert -> alert.key().equals(key)).next();
    }

    /** Those that exist, in no order. */
    Flux<Alert> find(Collection<UUID> ids);

    /** Every alert that is not over, gravest first, then oldest; at most {@code most}. */
    Flux<Alert> open(int most);
}
