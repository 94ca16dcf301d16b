package io.mooring.gateway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.GatewayTelemetry;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** 429 in words, with Retry-After in whole seconds. */
@Component
class Refusal {

    private final MeterRegistry meters;

    Refusal(MeterRegistry meters) {
        this.meters = meters;
    }

    ProblemException of(GatewayProblem problem, String limit, Duration wait) {
        meters.counter(GatewayTelemetry.REQUESTS_LIMITED.meter(), "limit", limit)
                .increment();
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new ProblemException(problem, problem.title() + ". Try again in " + inWords(seconds) + ".")
                .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }

    private static String inWords(long seconds) {
        if (seconds < 60) {
            return seconds == 1 ? "a second" : seconds + " seconds";
        }
        long minutes = (seconds + 59) / 60;
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }
}
