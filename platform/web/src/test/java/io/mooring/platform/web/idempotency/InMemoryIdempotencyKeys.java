package io.mooring.platform.web.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Keys in memory, for tests of a service's own use cases. What an action did before it failed is for the action to undo. */
public final class InMemoryIdempotencyKeys implements IdempotencyKeys {

    private final Map<List<String>, Kept> kept = new ConcurrentHashMap<>();
    private final Set<List<String>> running = ConcurrentHashMap.newKeySet();
    private final JsonMapper json;
    private final InstantSource clock;
    private final Duration keepFor;

    public InMemoryIdempotencyKeys(JsonMapper json, InstantSource clock, Duration keepFor) {
        this.json = json;
        this.clock = clock;
        this.keepFor = keepFor;
    }

    @Override
    public Mono<ResponseEntity<?>> once(
            String key, String caller, String requestFingerprint, Mono<? extends ResponseEntity<?>> action) {
        List<String> id = List.of(caller, key);
        return Mono.defer(() -> {
            if (!running.add(id)) {
                return Mono.error(KeyProblems.inUse(key));
            }
            // Released before the answer goes out, as a transaction is.
            return Mono.usingWhen(
                    Mono.just(id),
                    claimed -> answer(claimed, requestFingerprint, action),
                    claimed -> Mono.fromRunnable(() -> running.remove(claimed)));
        });
    }

    private Mono<ResponseEntity<?>> answer(
            List<String> id, String fingerprint, Mono<? extends ResponseEntity<?>> action) {
        Kept former = kept.get(id);
        if (former == null || !clock.instant().isBefore(former.expires())) {
            return action.map(answer -> keep(id, fingerprint, answer));
        }
        return former.fingerprint().equals(fingerprint)
                ? Mono.just(former.answer().replay(json))
                : Mono.error(KeyProblems.reused(id.getLast()));
    }

    private ResponseEntity<?> keep(List<String> id, String fingerprint, ResponseEntity<?> answer) {
        Instant expires = clock.instant().plus(keepFor);
        kept.put(id, new Kept(fingerprint, RecordedAnswer.of(answer, json), expires));
        return answer;
    }

    private record Kept(String fingerprint, RecordedAnswer answer, Instant expires) {}
}
