package io.mooring.platform.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/** What every store of idempotency keys does. */
public abstract class IdempotencyContract {

    protected static final Duration KEEP = Duration.ofHours(24);
    protected static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    protected final InstantSource clock = now::get;

    protected abstract IdempotencyKeys keys();

    /** Changes state in the transaction of the key. */
    protected abstract Mono<Void> effect();

    /** Committed effects. */
    protected abstract long effects();

    @Test
    void theSameRequestGetsTheSameAnswerAndRunsOnce() {
        ResponseEntity<?> first = once("k", "ada", "a", starts());
        ResponseEntity<?> again = once("k", "ada", "a", starts());

        assertThat(again.getStatusCode()).isEqualTo(first.getStatusCode());
        assertThat(again.getHeaders().getLocation()).isEqualTo(URI.create("/api/v1/runs/1"));
        assertThat(JSON.writeValueAsString(again.getBody())).isEqualTo(JSON.writeValueAsString(first.getBody()));
        assertThat(first.getHeaders().getFirst("Idempotency-Replayed")).isNull();
        assertThat(again.getHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
        assertThat(effects()).isOne();
    }

    @Test
    void anAnswerWithoutBodyIsRepeatedWithoutBody() {
        once("k", "ada", "a", effect().thenReturn(ResponseEntity.noContent().build()));

        assertThat(once("k", "ada", "a", starts()).hasBody()).isFalse();
        assertThat(effects()).isOne();
    }

    @Test
    void theKeyOfAnotherRequestIsRefused() {
        once("k", "ada", "a", starts());

        refused(PlatformProblem.IDEMPOTENCY_KEY_REUSED, () -> once("k", "ada", "b", starts()));
        assertThat(effects()).isOne();
    }

    @Test
    void keysOfDifferentCallersNeverMeet() {
        once("k", "ada", "a", starts());
        once("k", "bob", "b", starts());

        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void whileTheFirstRunsTheSecondIsToldSo() {
        Sinks.Empty<Void> entered = Sinks.empty();
        Sinks.Empty<Void> release = Sinks.empty();
        Mono<ResponseEntity<?>> slow =
                Mono.fromRunnable(entered::tryEmitEmpty).then(release.asMono()).then(starts());
        CompletableFuture<ResponseEntity<?>> first =
                keys().once("k", "ada", "a", slow).toFuture();
        entered.asMono().block(PATIENCE);

        refused(PlatformProblem.IDEMPOTENCY_KEY_IN_USE, () -> once("k", "ada", "a", starts()));
        release.tryEmitEmpty();

        assertThat(first).succeedsWithin(PATIENCE);
        once("k", "ada", "a", starts());
        assertThat(effects()).isOne();
    }

    @Test
    void anActionThatFailsLeavesNeitherEffectNorKey() {
        Mono<ResponseEntity<?>> fails = effect().then(Mono.error(new IllegalStateException("no")));

        assertThatThrownBy(() -> once("k", "ada", "a", fails)).hasMessageContaining("no");
        assertThat(effects()).isZero();

        once("k", "ada", "b", starts());
        assertThat(effects()).isOne();
    }

    @Test
    void aKeyMayBeUsedAnewAfterItsTime() {
        once("k", "ada", "a", starts());
        now.updateAndGet(time -> time.plus(KEEP).minusMillis(1));
        refused(PlatformProblem.IDEMPOTENCY_KEY_REUSED, () -> once("k", "ada", "b", starts()));

        now.updateAndGet(time -> time.plusMillis(1));
        once("k", "ada", "b", starts());

        assertThat(effects()).isEqualTo(2);
    }

    protected final Mono<ResponseEntity<?>> starts() {
        return effect().then(Mono.fromSupplier(() ->
                ResponseEntity.accepted().location(URI.create("/api/v1/runs/1")).body(Map.of("id", 1))));
    }

    protected final ResponseEntity<?> once(
            String key, String caller, String fingerprint, Mono<? extends ResponseEntity<?>> action) {
        return Objects.requireNonNull(
                keys().once(key, caller, fingerprint, action).block(PATIENCE));
    }

    private static void refused(PlatformProblem problem, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.problem())
                .isEqualTo(problem));
    }
}
