package io.mooring.notifier.heartbeat;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierSettings;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** The heartbeat and what it asks. */
@Configuration(proxyBeanMethods = false)
class HeartbeatConfiguration {

    @Bean
    DatabaseAnswers databaseAnswers(DatabaseClient database) {
        return new DatabaseAnswers(database);
    }

    @Bean
    DeliveriesMove deliveriesMove(DatabaseClient database, InstantSource clock) {
        return new DeliveriesMove(database, clock);
    }

    @Bean
    ConsumersAssigned consumersAssigned(BindingServiceProperties bindings) {
        return new ConsumersAssigned(bindings);
    }

    @Bean
    Heart heart(
            NotifierSettings settings,
            ObjectProvider<HeartbeatCheck> checks,
            MeterRegistry meters,
            InstantSource clock) {
        return new Heart(
                settings.heartbeat(),
                checks.orderedStream().toList(),
                new CallOutside(settings.heartbeat()),
                new HeartbeatMeters(meters),
                clock);
    }
}
