package io.mooring.backup.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a handler may do about its job while it holds it. */
public interface JobControl {

    /** Commits a change in a transaction that also proves that the job is still ours; {@link JobLost} when it is not. Blocking. */
    <T> @Nullable T record(Mono<T> change);

    /** Commits a last change together with the end of the job; {@link JobLost} when the job is another's. Blocking. */
    <T> @Nullable T finish(Mono<T> change);

    /** Why the thread was interrupted; empty while it was not. */
    Optional<StopReason> stopReason();

    /** Who wished the job to end; empty while nobody did. */
    Optional<String> cancelledBy();
}
