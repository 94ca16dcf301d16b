package io.mooring.platform.web.problem;

import io.mooring.platform.observability.TraceId;
import io.mooring.platform.observability.correlation.Correlation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;
import tools.jackson.databind.json.JsonMapper;

/** The one place where an error becomes an answer: for controllers, routing, codecs, filters and security alike. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ProblemHandler implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final JsonMapper json;
    private final TranslateFailure translate;

    ProblemHandler(JsonMapper json, TranslateFailure translate) {
        this.json = json;
        this.translate = translate;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        // Half an answer is out, or the caller has gone: nothing true can be said any more.
        if (exchange.getResponse().isCommitted() || CallerGone.is(failure)) {
            return Mono.error(failure);
        }
        return Mono.deferContextual(context -> answer(exchange, translate.toProblem(failure), context));
    }

    private Mono<Void> answer(ServerWebExchange exchange, ProblemException failure, ContextView context) {
        log(exchange, failure);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(failure.problem().status());
        response.getHeaders().putAll(failure.headers());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        byte[] body = json.writeValueAsBytes(body(exchange, failure, context));
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.fromSupplier(() -> wrap(response, body)));
    }

    private static DataBuffer wrap(ServerHttpResponse response, byte[] body) {
        return response.bufferFactory().wrap(body);
    }

    private static ProblemBody body(ServerWebExchange exchange, ProblemException failure, ContextView context) {
        return ProblemBody.of(
                failure,
                exchange.getRequest().getPath().value(),
                TraceId.current(context).orElse(null),
                Correlation.current(context).orElse(null));
    }

    private static void log(ServerWebExchange exchange, ProblemException failure) {
        String code = failure.problem().code();
        String request = exchange.getRequest().getMethod() + " "
                + exchange.getRequest().getPath().value();
        if (failure.problem() == PlatformProblem.INTERNAL_ERROR) {
            LOG.error("{} failed: {}", request, code, failure.getCause());
        } else if (failure.problem().status().is5xxServerError()) {
            LOG.warn("{} answered {}: {}", request, code, failure.detail(), failure.getCause());
        } else {
            LOG.debug("{} answered {}: {}", request, code, failure.detail());
        }
    }
}
