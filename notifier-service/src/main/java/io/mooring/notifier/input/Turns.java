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

    private static final String SOON = "5";

    private final int most;
    private final String ofWhat;
    private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();

    /** @param ofWhat the messages that take these turns, in words */
    Turns(int most, String ofWhat) {
        this.most = most;
        this.ofWhat = ofWhat;
    }

    <T> Mono<T> take(Input input, Supplier<Mono<T>> work) {
        return Mono.defer(() -> {
            AtomicInteger now = taken.computeIfAbsent(input.name(), name -> new AtomicInteger());
            if (now.incrementAndGet() > most) {
                now.decrementAndGet();
                return Mono.error(busy(input));
            }
            return work.get().doFinally(end -> now.decrementAndGet());
        });
    }

    private ProblemException busy(Input input) {
        NotifierProblem problem = input.kind().understandsTooManyRequests()
                ? NotifierProblem.INPUT_TOO_FAST
                : NotifierProblem.INPUT_NOT_TAKEN;
        return new ProblemException(
                        problem,
                        "More than " + most + " " + ofWhat + " of the input '" + input.name()
                                + "' are being worked on. Send this one again.")
                .withHeader(HttpHeaders.RETRY_AFTER, SOON);
    }
}
