package io.mooring.platform.web.idempotency;

import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;

/** Makes a POST safe to repeat (IETF draft "The Idempotency-Key HTTP Header Field"). */
public interface IdempotencyKeys {

    /**
     * Runs the action once per caller and key. The action's effect and the record of its answer commit together: a crash
     * between them cannot happen, and an action that fails leaves no record, so that a repetition runs it again.
     *
     * @param key the header {@code Idempotency-Key}, as checked by {@link IdempotencyKey#require}
     * @param caller who asks; keys of different callers never meet
     * @param requestFingerprint what is asked, from {@link RequestFingerprint}
     * @param action changes state through R2DBC in the surrounding transaction
     * @return the action's answer, or the recorded one; problem 422 {@code idempotency-key-reused} when the key came with
     *     another request, 409 {@code idempotency-key-in-use} while the first request still runs
     */
    Mono<ResponseEntity<?>> once(
            String key, String caller, String requestFingerprint, Mono<? extends ResponseEntity<?>> action);
}
