package io.mooring.notifier.input;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/** How many messages of one input are worked on at once: what comes above that is asked to come again. */
final class Turns {

    private static final int MOST = 16;
    private static final String SOON = "5";

    private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();

    <T> Mono<T> take(Input input, Supplier<Mono<T>> work) {
        return Mono.defer(() -> {
            AtomicInteger now = taken.computeIfAbsent(input.name(), name -> new AtomicInteger());
            if (now.incrementAndGet() > MOST) {
                now.decrementAndGet();
                return Mono.error(busy(input));
            }
            return work.get().doFinally(end -> now.decrementAndGet());
        });
    }

    private static ProblemException busy(Input input) {
        NotifierProblem problem = input.kind().understandsTooManyRequests()
                ? NotifierProblem.INPUT_TOO_FAST
                : NotifierProblem.INPUT_NOT_TAKEN;
        return new ProblemException(
                        problem,
                        "More than " + MOST + " messages of the input '" + input.name()
                                + "' are being worked on. Send this one again.")
                .withHeader(HttpHeaders.RETRY_AFTER, SOON);
    }
}
