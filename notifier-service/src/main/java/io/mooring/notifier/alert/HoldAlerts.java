package io.mooring.notifier.alert;

import java.util.Collection;
import reactor.core.publisher.Flux;

/** Keeps alerts from changing while something is decided about them. */
public interface HoldAlerts {

    /**
     * Those of these alerts that are open, held for the caller's transaction (there must be one): nobody changes them
     * before it ends.
     */
    Flux<Alert> hold(Collection<Alert> alerts);
}
