package io.mooring.notifier.alert;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Hears of changes to alerts, in the transaction that makes them: what it writes commits with them, its error undoes
 * them. Followers are beans, called one after another by {@code @Order}.
 */
public interface AlertFollower {

    /** @param changes in their order; of one alert there may be several */
    Mono<Void> follow(List<AlertChange> changes);
}
