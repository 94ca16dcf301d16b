package io.mooring.gateway.console;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The console out of its jar: a path with an extension is a file or 404, every other path is the single page. Neither holds
 * anything secret; the page asks who is there and shows its sign-in.
 */
@Configuration(proxyBeanMethods = false)
public class ConsoleFiles {

    /** Files of the console and the gateway's own style: open to all. */
    public static final ServerWebExchangeMatcher FILE = exchange -> match(exchange, ConsoleFiles::isFile);

    /** The single page, at any path of its own: open to strangers, who sign in there, and to who may read. */
    public static final ServerWebExchangeMatcher PAGE = exchange -> match(exchange, path -> !isFile(path));

    private static final ClassPathResource ROOT = new ClassPathResource("META-INF/resources/console/");
    private static final CacheControl FOREVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    @Bean
    RouterFunction<ServerResponse> console() {
        ServeFile files = new ServeFile(ROOT);
        RequestPredicate page =
                RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD).and(request -> !isOurs(request.path()));
        return RouterFunctions.route()
                .GET("/gateway.css", request -> style())
                .route(page.and(request -> isFile(request.path())), request -> file(files, request))
                .route(page, request -> page())
                .build();
    }

    private static Mono<ServerResponse> style() {
        return ServerResponse.ok()
                .contentType(new MediaType("text", "css"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .bodyValue(new ClassPathResource("gateway/gateway.css"));
    }

    /** Vite puts a hash of the content into every name below assets/. */
    private static Mono<ServerResponse> file(ServeFile files, ServerRequest request) {
        CacheControl cache = request.path().startsWith("/assets/") ? FOREVER : CacheControl.noCache();
        return files.find(request.path())
                .map(found -> ServerResponse.ok().cacheControl(cache).bodyValue(found))
                .orElseGet(() -> Mono.error(
                        new ProblemException(PlatformProblem.NOT_FOUND, "The console has no file " + request.path())));
    }

    private static Mono<ServerResponse> page() {
        Resource index = ROOT.createRelative("index.html");
        return index.exists()
                ? ServerResponse.ok()
                        .contentType(MediaType.TEXT_HTML)
                        .cacheControl(CacheControl.noCache())
                        .bodyValue(index)
                : Mono.error(new ProblemException(
                        PlatformProblem.NOT_FOUND, "This gateway was built without the console; the API is complete."));
    }

    private static Mono<MatchResult> match(ServerWebExchange exchange, Predicate<String> kind) {
        HttpMethod method = exchange.getRequest().getMethod();
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        boolean read = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
        return read && !isOurs(path) && kind.test(path) ? MatchResult.match() : MatchResult.notMatch();
    }

    private static boolean isOurs(String path) {
        return path.startsWith("/api/")
                || path.equals("/api")
                || path.startsWith("/actuator")
                || path.startsWith("/v3/")
                || path.startsWith("/oauth2/")
                || path.startsWith("/login/");
    }

    private static boolean isFile(String path) {
        return path.lastIndexOf('.') > path.lastIndexOf('/') || path.startsWith("/assets/");
    }
}
