package io.mooring.backup.verify;

import io.mooring.backup.job.JobLost;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes down what became of a verification, what it tells of each copy, and the events of it. In the caller's transaction. */
@Component
final class RecordVerifications {

    private final Verifications verifications;
    private final Outbox outbox;
    private final VerificationMeters meters;

    RecordVerifications(Verifications verifications, Outbox outbox, VerificationMeters meters) {
        this.verifications = verifications;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** A step on the way. {@link JobLost} when the verification is not as it was read any more. */
    Mono<Verification> moved(Verification before, Verification after) {
        return Mono.defer(() -> verifications.change(before, after))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new JobLost(before.id())))
                .thenReturn(after);
    }

    /** The end, with answers. */
    Mono<Verification> decided(Verification before, Verification over) {
        OutgoingEvent[] events = VerifyEvents.decided(over).toArray(OutgoingEvent[]::new);
        return moved(before, over)
                .thenMany(Flux.fromIterable(over.copies()).concatMap(copy -> note(over, copy)))
                .then(Mono.defer(() -> events.length == 0 ? Mono.empty() : outbox.append(events)))
                .thenReturn(over)
                .doOnNext(meters::ended);
    }

    /** The end, without. */
    Mono<Verification> cancelled(Verification before, Verification over) {
        return moved(before, over).doOnNext(meters::ended);
    }

    private Mono<Void> note(Verification over, CopyReading copy) {
        Instant now = over.finishedAt();
        Verdict present = known(copy.present());
        Verdict intact = intact(over, copy.locationId());
        if (present == null && intact == null) {
            return Mono.empty();
        }
        VerificationRequest request = over.request();
        return verifications.note(new CopyVerdict(
                request.runId(),
                copy.locationId(),
                request.planId(),
                request.takenAt(),
                present,
                present == null ? null : now,
                intact,
                intact == null ? null : now));
    }

    /** A restore test that found the backup not restorable disproves its data as well. */
    private static @Nullable Verdict intact(Verification over, String locationId) {
        Measured measured = over.measured();
        if (measured == null || !measured.locationId().equals(locationId)) {
            return null;
        }
        return over.findings().restorable().is(Verdict.FAILED)
                ? Verdict.FAILED
                : known(over.findings().dataIntact());
    }

    /** Only what is certain is kept: a location that was away says nothing of what lies there. */
    private static @Nullable Verdict known(Finding finding) {
        return switch (finding.verdict()) {
            case PASSED, FAILED -> finding.verdict();
            case SKIPPED, UNKNOWN -> null;
        };
    }
}
