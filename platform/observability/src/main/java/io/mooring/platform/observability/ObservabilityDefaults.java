package io.mooring.platform.observability;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Properties that every service would otherwise repeat. They come last: whatever a service says, wins. */
final class ObservabilityDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String SERVICE = "${spring.application.name:unnamed}";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("mooringObservabilityDefaults", defaults(environment)));
    }

    /** After configuration files: whether there is a database is read from them. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    private static Map<String, Object> defaults(ConfigurableEnvironment environment) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        // One JSON object a line; what is in the logging context (correlationId, traceId, spanId) is beside the
        // message.
        defaults.put("logging.structured.format.console", "logstash");
        defaults.put("logging.structured.json.add.service", SERVICE);
        defaults.put("spring.main.banner-mode", "off");
        // Without it the logging context is empty after the first thread change.
        defaults.put("spring.reactor.context-propagation", "auto");
        // Few requests, each of which matters. Nothing is sent anywhere until an OTLP endpoint is configured.
        defaults.put("management.tracing.sampling.probability", "1.0");
        defaults.put("management.metrics.tags.service", SERVICE);
        defaults.put("management.endpoints.web.exposure.include", "health,prometheus");
        defaults.put("management.endpoint.health.probes.enabled", "true");
        defaults.put("management.endpoint.health.group.readiness.include", readiness(environment));
        return defaults;
    }

    /** A service without its own database can do nothing; Kafka, registry and issuer may be away for a while. */
    private static String readiness(ConfigurableEnvironment environment) {
        boolean watched = environment.getProperty("management.health.r2dbc.enabled", Boolean.class, true);
        return watched && environment.containsProperty("spring.r2dbc.url") ? "readinessState,r2dbc" : "readinessState";
    }
}
