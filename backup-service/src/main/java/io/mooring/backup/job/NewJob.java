package io.mooring.backup.job;

import io.mooring.platform.observability.Traceparent;
import org.jspecify.annotations.Nullable;

/**
 * Work to be done later.
 *
 * @param id of the row that says what is to be done and what became of it; UUIDv7, so that ids sort by age
 * @param kind of the {@link JobHandler} that does it
 * @param subject what it is about: a plan's id
 * @param exclusiveKey at most one job of the kind with this key waits or runs; null when any number may
 * @param correlationId ties what the job does to the request that asked for it
 * @param traceparent where the request's trace goes on; null when it was not traced
 */
public record NewJob(
        String id,
        String kind,
        String subject,
        @Nullable String exclusiveKey,
        String correlationId,
        @Nullable Traceparent traceparent) {

    public NewJob {
        if (id.isBlank() || kind.isBlank() || subject.isBlank() || correlationId.isBlank()) {
            throw new IllegalArgumentException("a job needs an id, a kind, a subject and a correlation id");
        }
    }
}
