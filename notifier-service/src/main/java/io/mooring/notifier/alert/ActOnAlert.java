package io.mooring.notifier.alert;

import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * What people do about an alert. Each act is idempotent: acknowledging what is acknowledged changes nothing. Errors:
 * {@code unknown-alert} (404) and, for acts on an alert that is over, {@code alert-is-over} (409), both as {@code ProblemException}.
 */
public interface ActOnAlert {

    Mono<Alert> acknowledge(UUID alert, String by, Alert.Via via, String note);

    /** Gives it back: it fires again for everybody. */
    Mono<Alert> unacknowledge(UUID alert, String by, Alert.Via via, String note);

    Mono<Alert> resolve(UUID alert, String by, Alert.Via via, String note);
}
