package io.mooring.starter.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.mooring.platform.events.serde.RegistryProperties;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What health samples and security events share. Off by {@code mooring.publish.enabled=false}. */
@AutoConfiguration
@ConditionalOnProperty(name = "mooring.publish.enabled", matchIfMissing = true)
@EnableConfigurationProperties({PublishSettings.class, RegistryProperties.class})
public class PublishAutoConfiguration {

    @Bean
    Identity mooringIdentity(PublishSettings settings, Environment environment) {
        return Identity.of(settings, environment);
    }

    @Bean
    Publishers mooringPublishers(
            PublishSettings settings,
            RegistryProperties registry,
            Identity identity,
            ObjectProvider<MeterRegistry> meters) {
        return new Publishers(
                connection(settings, registry),
                identity,
                settings.buffer(),
                meters.getIfAvailable(CompositeMeterRegistry::new),
                InstantSource.system());
    }

    private static Map<String, Object> connection(PublishSettings settings, RegistryProperties registry) {
        if (registry.url().isBlank()) {
            throw new IllegalArgumentException("mooring.registry.url is missing: the address of the schema registry, "
                    + "for example http://localhost:8090/apis/ccompat/v7."
                    + " To publish nothing: mooring.publish.enabled=false");
        }
        Map<String, Object> connection = new HashMap<>(settings.kafka());
        connection.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        connection.putAll(registry.forKafka());
        return connection;
    }
}
