package io.mooring.notifier.input;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is remembered of inputs. Every method but those that only read works in the caller's transaction, if there is one. */
interface InputRecords {

    /**
     * Remembers what is said, each id once.
     *
     * @return ids of what was said before, and of ends of episodes that came after the next one had begun
     */
    Mono<Set<String>> admit(Input input, List<Signal.Said> said, Instant now);

    /** @param beat whether it counts as being heard of */
    Mono<Void> heard(Input input, boolean beat, Instant now);

    /** Keeps the latest {@code most} refusals of an input; what is said in the same words is counted. */
    Mono<Void> refused(String input, Refusal refusal, int most);

    /** Makes a row for an input that has none, and begins to watch anew when the setting is another one. */
    Mono<Void> register(Input input, Instant now);

    /** Takes an input's watch for this transaction; empty while another instance looks at it. */
    Mono<Watch> take(String input);

    Mono<Void> save(Watch watch);

    /** Names of inputs whose silence was told although nobody watches them any more. */
    Flux<String> abandoned(Set<String> watched);

    Mono<Map<String, Known>> known();

    Mono<List<Refusal>> refusals(String input);

    /** One way in which messages were refused. */
    record Refusal(String code, int status, String words, long times, Instant firstAt, Instant lastAt) {}

    /** An input's row, for people. */
    record Known(
            Duration silent,
            int told,
            @Nullable Instant lastHeardAt,
            @Nullable Instant beatAt,
            Instant watchedSince,
            long received,
            long refused) {}
}
