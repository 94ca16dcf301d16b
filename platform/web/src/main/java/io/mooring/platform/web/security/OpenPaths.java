package io.mooring.platform.web.security;

import java.util.List;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whether a request is for an open path. */
final class OpenPaths implements ServerWebExchangeMatcher {

    private final List<ServerWebExchangeMatcher> open;

    OpenPaths(List<OpenPath> paths) {
        this.open = paths.stream()
                .<ServerWebExchangeMatcher>map(
                        path -> new PathPatternParserServerWebExchangeMatcher(path.pattern(), path.method()))
                .toList();
    }

    @Override
    public Mono<MatchResult> matches(ServerWebExchange exchange) {
        return Flux.fromIterable(open)
                .concatMap(path -> path.matches(exchange))
                .filter(MatchResult::isMatch)
                .next()
                .switchIfEmpty(MatchResult.notMatch());
    }
}
