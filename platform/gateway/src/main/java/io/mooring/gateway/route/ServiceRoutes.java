package io.mooring.gateway.route;

import io.mooring.gateway.GatewaySettings;
import io.mooring.gateway.GatewaySettings.Service;
import io.mooring.platform.web.json.BodyLimit;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.GatewayFilterSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * For each service: its own paths, the operators' paths that every service has alike, told apart by its name, and its API
 * description. What nobody answers is a problem in words.
 */
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {

    private static final DataSize OPEN = DataSize.ofMegabytes(32);

    private final GatewaySettings settings;
    private final RelayToken relay;
    private final ExplainUpstreamFailure explain;
    private final TellGatewayPaths gatewayPaths;

    ServiceRoutes(
            GatewaySettings settings, RelayToken relay, ExplainUpstreamFailure explain, TellGatewayPaths gatewayPaths) {
        this.settings = settings;
        this.relay = relay;
        this.explain = explain;
        this.gatewayPaths = gatewayPaths;
    }

    /**
     * Their callers are none of ours: the service that knows them says what is too large, so that it can tell that something
     * was lost. Bodies pass through here piece by piece.
     */
    @Bean
    BodyLimit openPathsBody() {
        return new BodyLimit(
                settings.services().values().stream()
                        .flatMap(service -> service.openPaths().stream())
                        .toList(),
                OPEN);
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        settings.services().forEach((name, service) -> {
            if (!service.paths().isEmpty()) {
                route(routes, name, name, service, service.paths(), filters -> filters);
            }
            String own = OperatorPaths.below(name);
            route(
                    routes,
                    "operator-" + name,
                    name,
                    service,
                    OperatorPaths.of(name),
                    filters -> filters.rewritePath(Pattern.quote(own) + "(?<rest>.*)", "/api/v1${rest}"));
            route(routes, "openapi-" + name, name, service, List.of("/v3/api-docs/" + name), filters -> filters.setPath(
                            "/v3/api-docs")
                    .modifyResponseBody(
                            String.class,
                            String.class,
                            (exchange, description) -> Mono.just(gatewayPaths.in(name, description))));
        });
        return routes.route("nobody", route -> route.order(Ordered.LOWEST_PRECEDENCE)
                        .path("/api/**")
                        .filters(filters -> filters.filter((exchange, chain) -> Mono.error(nobody(exchange))))
                        .uri("no://one"))
                .build();
    }

    private void route(
            RouteLocatorBuilder.Builder routes,
            String id,
            String name,
            Service service,
            List<String> paths,
            UnaryOperator<GatewayFilterSpec> more) {
        GatewayFilter named = explain.of(name);
        routes.route(id, route -> route.path(paths.toArray(String[]::new))
                .filters(filters -> more.apply(filters.filters(named, relay)))
                .metadata(
                        RouteMetadataUtils.CONNECT_TIMEOUT_ATTR,
                        Math.toIntExact(settings.upstream().connectTimeout().toMillis()))
                .metadata(
                        RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR,
                        settings.upstream().responseTimeout().toMillis())
                .uri(service.address()));
    }

    private ProblemException nobody(ServerWebExchange exchange) {
        return new ProblemException(
                PlatformProblem.NOT_FOUND,
                "No service answers " + exchange.getRequest().getPath().value() + ". GET /v3/api-docs names those of "
                        + String.join(", ", settings.services().keySet()) + ".");
    }
}
