package io.mooring.platform.events.retention;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Work that is done again and again while the application runs; a failure is logged and the next round tries again. */
public interface Chore {

    /** Pause between the end of one round and the next. */
    Duration interval();

    /** One round. */
    Mono<Void> run();
}
