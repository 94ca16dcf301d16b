package io.mooring.notifier.input;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One message from its first byte to the commit. */
final class HearInput {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final TakeSignals take;
    private final Turns turns = new Turns(16, "messages");
    private final Turns large = new Turns(2, "large messages");

    /** Many and short: whoever is slow here may be anybody, and shall not take the turns of those who are known. */
    private final Turns strangers = new Turns(256, "messages");

    private final InputMeters meters;
    private final InstantSource clock;

    HearInput(TakeSignals take, InputMeters meters, InstantSource clock) {
        this.take = take;
        this.meters = meters;
        this.clock = clock;
    }

    /** What was read of a message, and what its sender is answered. */
    record Read<T>(List<Signal> signals, T answer) {}

    /** @param read throws what the sender did wrong */
    <T> Mono<T> hear(ServerWebExchange exchange, Input input, BiFunction<Payload, Instant, Read<T>> read) {
        ServerHttpRequest request = exchange.getRequest();
        if (!input.kind().provesItselfFirst()) {
            return strangers
                    .take(input, () -> message(request, ReadBody.ORDINARY, read))
                    .flatMap(message -> turns.take(input, () -> keep(input, message)));
        }
        boolean isLarge = ReadBody.isLarge(request);
        return (isLarge ? large : turns)
                .take(input, () -> message(request, isLarge ? ReadBody.LARGEST : ReadBody.ORDINARY, read)
                        .flatMap(message -> keep(input, message)));
    }

    private <T> Mono<Read<T>> message(
            ServerHttpRequest request, int largest, BiFunction<Payload, Instant, Read<T>> read) {
        return ReadBody.of(request, largest).publishOn(Schedulers.parallel()).map(payload -> read(payload, read));
    }

    private <T> Read<T> read(Payload payload, BiFunction<Payload, Instant, Read<T>> read) {
        try {
            return read.apply(payload, clock.instant());
        } catch (IllegalArgumentException rule) {
            // Sent again it would be as wrong: never a 5xx.
            throw new ProblemException(NotifierProblem.MESSAGE_NOT_UNDERSTOOD, String.valueOf(rule.getMessage()));
        }
    }

    private <T> Mono<T> keep(Input input, Read<T> message) {
        return take.take(input, message.signals(), clock.instant())
                .timeout(LONGEST)
                .onErrorMap(failure -> !(failure instanceof ProblemException), failure -> notTaken()
                        .causedBy(failure))
                .then(Mono.fromSupplier(() -> {
                    meters.received(input.name());
                    return message.answer();
                }));
    }

    private static ProblemException notTaken() {
        return new ProblemException(
                        NotifierProblem.INPUT_NOT_TAKEN,
                        "The message could not be kept whole. Send it again: what was kept already is not told twice.")
                .withHeader(HttpHeaders.RETRY_AFTER, "5");
    }
}
