package io.mooring.starter.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.events.publish.EventPublisher;
import io.mooring.starter.health.HealthSamplesAutoConfiguration;
import io.mooring.starter.security.SecurityEventsAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.authorization.AuthorizationEventPublisher;

class PublishAutoConfigurationTest {

    private static final String KAFKA = "mooring.publish.bootstrap-servers=nowhere.invalid:9092";
    private static final String REGISTRY = "mooring.registry.url=http://127.0.0.1:1";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PublishAutoConfiguration.class,
                    HealthSamplesAutoConfiguration.class,
                    SecurityEventsAutoConfiguration.class));

    @Test
    void startsThoughNeitherKafkaNorRegistryCanBeFound() {
        application.withPropertyValues(KAFKA, REGISTRY).run(context -> assertThat(context)
                .hasNotFailed()
                .getBeans(EventPublisher.class)
                .hasSize(2));
    }

    @Test
    void isOffBySetting() {
        application
                .withPropertyValues("mooring.publish.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventPublisher.class));
    }

    @Test
    void publishesHealthOnlyWithoutSpringSecurity() {
        application
                .withPropertyValues(KAFKA, REGISTRY)
                .withClassLoader(new FilteredClassLoader(AuthorizationEventPublisher.class))
                .run(context -> assertThat(context).hasSingleBean(EventPublisher.class));
    }

    @Test
    void namesAllFaultsOfTheSettingsAtOnce() {
        application
                .withPropertyValues(REGISTRY, "mooring.publish.buffer=0", "mooring.publish.health.interval=10ms")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("bootstrap-servers", "buffer", "health.interval", "enabled=false"));
    }

    @Test
    void asksForTheRegistrysAddress() {
        application.withPropertyValues(KAFKA).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("mooring.registry.url is missing"));
    }
}
