package io.mooring.gateway.route;

import io.mooring.gateway.GatewaySettings;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One route for each service's paths, and one for its API description. */
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {

    static final String DESCRIPTION_OF = "openapi-";

    @Bean
    RouteLocator routes(
            RouteLocatorBuilder builder, GatewaySettings settings, RelayToken relay, ExplainUpstreamFailure explain) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        settings.services().forEach((name, service) -> {
            GatewayFilter named = explain.of(name);
            if (!service.paths().isEmpty()) {
                routes.route(name, route -> route.path(service.paths().toArray(String[]::new))
                        .filters(filters -> filters.filters(named, relay))
                        .metadata(RouteMetadataUtils.CONNECT_TIMEOUT_ATTR, connectMillis(settings))
                        .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, responseMillis(settings))
                        .uri(service.address()));
            }
            routes.route(DESCRIPTION_OF + name, route -> route.path("/v3/api-docs/" + name)
                    .filters(filters -> filters.filters(named, relay).setPath("/v3/api-docs"))
                    .metadata(RouteMetadataUtils.CONNECT_TIMEOUT_ATTR, connectMillis(settings))
                    .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, responseMillis(settings))
                    .uri(service.address()));
        });
        return routes.build();
    }

    private static int connectMillis(GatewaySettings settings) {
        return Math.toIntExact(settings.upstream().connectTimeout().toMillis());
    }

    private static long responseMillis(GatewaySettings settings) {
        return settings.upstream().responseTimeout().toMillis();
    }
}
