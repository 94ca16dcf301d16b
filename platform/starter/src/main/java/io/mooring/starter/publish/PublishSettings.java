package io.mooring.starter.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code mooring.publish.*}. A wrong setting stops the start and names all faults; a Kafka that is away does not.
 *
 * @param enabled whether anything is published at all
 * @param bootstrapServers Kafka's addresses, {@code host:port} by commas
 * @param kafka further settings of Kafka's producer, for example {@code security.protocol}
 * @param service name of this service; {@code spring.application.name} when empty
 * @param resourceId stable id of this instance; service and host when empty
 * @param organisation id of the organisation that security events concern; null where one service serves many
 * @param labels labels of health samples, for example {@code environment}
 * @param buffer how many events of each kind wait for Kafka at most
 * @param health health samples
 * @param security security events
 */
@ConfigurationProperties("mooring.publish")
public record PublishSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("") String bootstrapServers,
        @DefaultValue Map<String, String> kafka,
        @DefaultValue("") String service,
        @DefaultValue("") String resourceId,
        @Nullable String organisation,
        @DefaultValue Map<String, String> labels,
        @DefaultValue("1000") int buffer,
        @DefaultValue Health health,
        @DefaultValue Security security) {

    private static final int MAX_BUFFER = 100_000;

    /**
     * @param enabled whether health is sampled
     * @param interval from one sample to the next
     * @param timeout a check that takes longer counts as unknown
     * @param optionalComponents components without which the service is degraded only, not critical
     */
    public record Health(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("15s") Duration interval,
            @DefaultValue("5s") Duration timeout,
            @DefaultValue Set<String> optionalComponents) {}

    /** @param enabled whether Spring Security's events are published */
    public record Security(@DefaultValue("true") boolean enabled) {}

    public PublishSettings {
        List<String> faults = new ArrayList<>();
        if (bootstrapServers.isBlank()) {
            faults.add("bootstrap-servers is missing: where Kafka is, for example localhost:9092");
        }
        if (buffer < 1 || buffer > MAX_BUFFER) {
            faults.add("buffer must be 1 to " + MAX_BUFFER + " events, not " + buffer);
        }
        if (health.interval().compareTo(Duration.ofSeconds(1)) < 0) {
            faults.add("health.interval must be a second at least, not " + health.interval());
        }
        if (!health.timeout().isPositive() || health.timeout().compareTo(health.interval()) > 0) {
            faults.add("health.timeout must be positive and at most health.interval, not " + health.timeout());
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("mooring.publish: " + String.join("; ", faults)
                    + ". To publish nothing: mooring.publish.enabled=false");
        }
    }

    /** Without Kafka's settings, which may hold a password. */
    @Override
    public String toString() {
        return bootstrapServers + ", service '" + service + "', buffer " + buffer;
    }
}
