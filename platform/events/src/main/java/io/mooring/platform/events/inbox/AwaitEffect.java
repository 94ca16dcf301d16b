package io.mooring.platform.events.inbox;

import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.core.publisher.Mono;

/**
 * Waits for what a handler does about events. One that is not done in time may wait for a database that no longer answers or
 * commits nothing; then no event is at fault. Whether it is so shows by an event that nothing is done about: where not even that
 * one can be noted, every other would fail as well.
 */
final class AwaitEffect {

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private final String group;
    private final Inbox inbox;
    private final Duration timeout;

    AwaitEffect(String group, Inbox inbox, Duration timeout) {
        this.group = group;
        this.inbox = inbox;
        this.timeout = timeout;
    }

    /**
     * @throws IllegalStateException when it was not done in time, and others would be
     * @throws DataAccessResourceFailureException when it was not done in time, and nothing else would be
     */
    <T> @Nullable T await(Mono<T> effect) {
        try {
            return BlockingBridge.await(effect, timeout);
        } catch (IllegalStateException failure) {
            if (failure.getCause() instanceof TimeoutException && !canNote()) {
                throw new DataAccessResourceFailureException(
                        "Not handled within " + timeout + ", and the database notes nothing else either");
            }
            throw failure;
        }
    }

    private boolean canNote() {
        Duration look = timeout.compareTo(LONGEST_LOOK) < 0 ? timeout : LONGEST_LOOK;
        try {
            BlockingBridge.await(inbox.once(group, "is-anything-noted/" + UUID.randomUUID(), Mono.empty()), look);
            return true;
        } catch (RuntimeException away) {
            return false;
        }
    }
}
