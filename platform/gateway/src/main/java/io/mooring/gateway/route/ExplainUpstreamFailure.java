package io.mooring.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.GatewayTelemetry;
import io.mooring.platform.web.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Says in words which service did not answer, and how. Once an answer has begun it can only be broken off. */
@Component
class ExplainUpstreamFailure {

    private final MeterRegistry meters;

    ExplainUpstreamFailure(MeterRegistry meters) {
        this.meters = meters;
    }

    GatewayFilter of(String service) {
        return (exchange, chain) -> chain.filter(exchange).onErrorMap(failure -> explain(service, failure));
    }

    private Throwable explain(String service, Throwable failure) {
        GatewayProblem problem = problem(failure);
        if (problem == null) {
            return failure;
        }
        meters.counter(GatewayTelemetry.UPSTREAM_FAILURES.meter(), "service", service, "problem", problem.code())
                .increment();
        return words(problem, service).causedBy(failure);
    }

    private static @Nullable GatewayProblem problem(Throwable failure) {
        if (failure instanceof ProblemException) {
            return null;
        }
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        if (root instanceof ConnectException || root instanceof UnknownHostException || isConnectTimeout(failure)) {
            return GatewayProblem.SERVICE_UNREACHABLE;
        }
        if (root instanceof TimeoutException || hasStatus(failure, GatewayProblem.SERVICE_TOO_SLOW)) {
            return GatewayProblem.SERVICE_TOO_SLOW;
        }
        return root instanceof IOException ? GatewayProblem.SERVICE_BROKE_OFF : null;
    }

    /** Netty's, whose type is a ConnectException while its cause may not be. */
    private static boolean isConnectTimeout(Throwable failure) {
        return failure instanceof ConnectException || failure.getCause() instanceof ConnectException;
    }

    private static boolean hasStatus(Throwable failure, GatewayProblem problem) {
        return failure instanceof ResponseStatusException answer
                && answer.getStatusCode().isSameCodeAs(problem.status());
    }

    private static ProblemException words(GatewayProblem problem, String service) {
        return switch (problem) {
            case SERVICE_UNREACHABLE ->
                new ProblemException(
                                problem,
                                "The " + service
                                        + " service cannot be reached: it is down or starting. Try again soon.")
                        .withHeader(HttpHeaders.RETRY_AFTER, "5");
            case SERVICE_TOO_SLOW ->
                new ProblemException(
                        problem,
                        "The " + service + " service did not answer in time. What you asked for may still happen: look "
                                + "before you ask again.");
            default ->
                new ProblemException(
                        problem,
                        "The " + service + " service broke off before it answered. What you asked for may have "
                                + "happened: look before you ask again.");
        };
    }
}
