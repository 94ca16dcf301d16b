package io.mooring.platform.events.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.mooring.platform.events.EventsAutoConfiguration;
import io.mooring.platform.events.EventsSettings;
import io.mooring.platform.events.database.EventsMigration;
import io.mooring.platform.events.database.PlainConnections;
import io.mooring.platform.events.retention.Chore;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.problem.ProblemException;
import io.r2dbc.spi.ConnectionFactory;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Makes the relay where a service has an R2DBC database. */
@AutoConfiguration(
        after = EventsAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBean(ConnectionFactory.class)
public class RelayAutoConfiguration {

    @Bean
    RelayMeters outboxRelayMeters(ObjectProvider<MeterRegistry> registry) {
        return new RelayMeters(registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    Chore measureOutboxBacklog(DatabaseClient database, RelayMeters meters, InstantSource clock) {
        return new MeasureBacklog(database, meters, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    OutboxProblems outboxProblems(DatabaseClient database, InstantSource clock) {
        return new R2dbcOutboxProblems(database, clock);
    }

    @Bean
    @ConditionalOnProperty(name = "mooring.events.relay.enabled", matchIfMissing = true)
    OutboxRelay outboxRelay(
            @Value("${spring.application.name:application}") String application,
            ConnectionFactory connections,
            KafkaProperties kafka,
            EventsSettings settings,
            InstantSource clock,
            RelayMeters meters,
            EventsMigration tables) {
        String name = application + "-outbox-relay";
        return new OutboxRelay(
                name,
                PlainConnections.like(connections, name),
                new RelayProducers(
                        kafka.buildProducerProperties(), name, settings.relay().deliveryTimeout()),
                settings.relay(),
                clock,
                meters);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(ProblemException.class)
    static class Http {

        @Bean
        OutboxProblemsApi outboxProblemsApi(OutboxProblems problems, Cursors cursors) {
            return new OutboxProblemsApi(problems, cursors);
        }
    }
}
