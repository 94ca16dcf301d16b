package io.mooring.gateway.page;

import io.mooring.platform.web.problem.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** A problem that a person runs into on the way to a page becomes a page. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
class ExplainToPeople implements WebFilter {

    private final Pages pages;

    ExplainToPeople(Pages pages) {
        this.pages = pages;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).onErrorResume(ProblemException.class, problem -> {
            if (!Pages.isPage(exchange) || exchange.getResponse().isCommitted()) {
                return Mono.error(problem);
            }
            exchange.getResponse().getHeaders().putAll(problem.headers());
            return pages.show(
                    exchange, problem.problem().status(), problem.problem().title(), problem.detail());
        });
    }
}
