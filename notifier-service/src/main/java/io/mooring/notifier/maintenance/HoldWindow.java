package io.mooring.notifier.maintenance;

import reactor.core.publisher.Mono;

/** For whoever decides something by a window and must not be overtaken by an event about it. */
public interface HoldWindow {

    /** The window, held for the caller's transaction even when it is not known yet: empty then. */
    Mono<KnownWindow> hold(String id);
}
