package io.mooring.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.mooring.issuer.Browser;
import io.mooring.platform.web.problem.ProblemHandler;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One trace from the caller through the gateway to the service, and the same id in the log and in the answer. */
class TraceIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLERS_SPAN = "b7ad6b7169203331";

    @TempDir
    static Path folder;

    private static TestGateway gateway;
    private static String token;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(folder);
        token = gateway.token("role:viewer");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void goesOnWithTheCallersTraceInASpanOfItsOwn() {
        String[] forwarded = forwarded("00-" + TRACE + "-" + CALLERS_SPAN + "-01");

        assertThat(forwarded[1]).isEqualTo(TRACE);
        assertThat(forwarded[2]).isNotEqualTo(CALLERS_SPAN);
    }

    @Test
    void beginsATraceWhereTheCallerHasNone() {
        assertThat(forwarded(null)[1]).matches("[0-9a-f]{32}").isNotEqualTo(forwarded(null)[1]);
    }

    @Test
    void beginsATraceWhereTheCallersIsMalformed() {
        assertThat(forwarded("00-" + TRACE + "-0000000000000000-01")[1])
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(TRACE);
    }

    @Test
    void answersAProblemWithTheTraceIdOfItsLogLine() {
        try (LogOf log = new LogOf(ProblemHandler.class)) {
            // Nobody listens at the notifier's address.
            HttpResponse<String> answer = new Browser()
                    .send(gateway.bearing(token, "/api/v1/deliveries")
                            .header("X-Correlation-Id", "asked-1")
                            .header("traceparent", "00-" + TRACE + "-" + CALLERS_SPAN + "-01"));

            JsonNode problem = TestGateway.json(answer);
            assertThat(problem.path("code").asString()).as(answer.body()).isEqualTo("service-unreachable");
            assertThat(problem.path("traceId").asString()).isEqualTo(TRACE);
            assertThat(problem.path("correlationId").asString()).isEqualTo("asked-1");
            assertThat(log.contexts()).singleElement().satisfies(line -> assertThat(line)
                    .containsEntry("traceId", TRACE)
                    .containsEntry("correlationId", "asked-1"));
        }
    }

    /** The parts of the traceparent that the service got: version, trace id, span id, flags. */
    private static String[] forwarded(String traceparent) {
        HttpRequest.Builder request = gateway.bearing(token, "/api/v1/plans");
        HttpResponse<String> answer =
                new Browser().send(traceparent == null ? request : request.header("traceparent", traceparent));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestGateway.json(answer)
                .path("headers")
                .path("traceparent")
                .asString("none")
                .split("-");
    }

    /** The logging contexts of a class's lines. */
    private static final class LogOf extends AppenderBase<ILoggingEvent> implements AutoCloseable {

        private final List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();
        private final Logger logger;

        LogOf(Class<?> type) {
            logger = (Logger) LoggerFactory.getLogger(type);
            start();
            logger.addAppender(this);
        }

        List<Map<String, String>> contexts() {
            return contexts;
        }

        @Override
        protected void append(ILoggingEvent line) {
            contexts.add(Map.copyOf(line.getMDCPropertyMap()));
        }

        @Override
        public void close() {
            logger.detachAppender(this);
        }
    }
}
