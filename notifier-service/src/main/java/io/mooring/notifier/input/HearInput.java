package io.mooring.notifier.input;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One message from its first byte to the commit. */
final class HearInput {

    /** Set on a request once its sender has shown the input's secret. */
    static final String PROVEN = HearInput.class.getName() + ".proven";

    private static final int LARGEST = 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final TakeSignals take;
    private final Turns turns;
    private final InputMeters meters;
    private final InstantSource clock;

    HearInput(TakeSignals take, Turns turns, InputMeters meters, InstantSource clock) {
        this.take = take;
        this.turns = turns;
        this.meters = meters;
        this.clock = clock;
    }

    /** What was read of a message, and what its sender is answered. */
    record Read<T>(List<Signal> signals, T answer) {}

    /** @param read throws what the sender did wrong */
    <T> Mono<T> hear(ServerWebExchange exchange, Input input, BiFunction<Payload, Instant, Read<T>> read) {
        return turns.take(input, () -> payload(exchange)
                .publishOn(Schedulers.parallel())
                .map(payload -> read(input, payload, read))
                .flatMap(message -> keep(input, message)));
    }

    private <T> Read<T> read(Input input, Payload payload, BiFunction<Payload, Instant, Read<T>> read) {
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
                        "The message could not be kept. Nothing of it was; send it again.")
                .withHeader(HttpHeaders.RETRY_AFTER, "5");
    }

    private static Mono<Payload> payload(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Mono.error(new ProblemException(
                    PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as it is, not encoded as " + Plain.cut(encoding, 40) + "."));
        }
        return DataBufferUtils.join(exchange.getRequest().getBody(), LARGEST)
                .map(HearInput::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> Payload.of(headers.getFirst(HttpHeaders.CONTENT_TYPE), headers.toSingleValueMap(), body));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
