package io.mooring.platform.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The one place where imperative code (a Kafka consumer, a virtual thread) waits for reactive code. Never call it on
 * an event loop.
 */
public final class BlockingBridge {

    private BlockingBridge() {}

    /**
     * Waits for a value.
     *
     * @return the value, or null when the publisher completes empty
     * @throws IllegalStateException when nothing came within the timeout; the publisher is cancelled
     */
    public static <T> @Nullable T await(Mono<T> publisher, Duration timeout) {
        return publisher.block(timeout);
    }
}
