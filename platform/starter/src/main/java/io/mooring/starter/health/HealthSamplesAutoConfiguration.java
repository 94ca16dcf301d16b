package io.mooring.starter.health;

import io.mooring.platform.events.publish.EventPublisher;
import io.mooring.starter.publish.Identity;
import io.mooring.starter.publish.PublishAutoConfiguration;
import io.mooring.starter.publish.PublishSettings;
import io.mooring.starter.publish.Publishers;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;

/** Health samples. Off by {@code mooring.publish.health.enabled=false}. */
@AutoConfiguration(after = PublishAutoConfiguration.class)
@ConditionalOnBean(Publishers.class)
@ConditionalOnProperty(name = "mooring.publish.health.enabled", matchIfMissing = true)
public class HealthSamplesAutoConfiguration {

    @Bean(destroyMethod = "close")
    EventPublisher mooringHealthPublisher(Publishers publishers) {
        return publishers.publisher("health");
    }

    @Bean
    SampleHealth mooringSampleHealth(
            @Qualifier("mooringHealthPublisher") EventPublisher publisher,
            Publishers publishers,
            PublishSettings settings,
            Identity identity,
            ObjectProvider<HealthContributorRegistry> blocking,
            ObjectProvider<ReactiveHealthContributorRegistry> reactive) {
        PublishSettings.Health health = settings.health();
        return new SampleHealth(
                new RunChecks(new FindIndicators(blocking, reactive)::now, health.timeout()),
                new HealthSamples(identity, settings),
                publisher,
                publishers.records(),
                health.interval(),
                InstantSource.system());
    }
}
