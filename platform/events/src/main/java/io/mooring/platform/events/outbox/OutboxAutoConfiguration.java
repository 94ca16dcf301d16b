package io.mooring.platform.events.outbox;

import io.micrometer.observation.ObservationRegistry;
import io.mooring.platform.events.EventsAutoConfiguration;
import io.mooring.platform.events.EventsSettings;
import io.mooring.platform.events.serde.SerdeAutoConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import java.time.InstantSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/** Makes the outbox where a service has an R2DBC database. */
@AutoConfiguration(after = {EventsAutoConfiguration.class, SerdeAutoConfiguration.class})
@ConditionalOnBean(ConnectionFactory.class)
public class OutboxAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Outbox outbox(
            ConnectionFactory connections,
            DatabaseClient database,
            Serializer<SpecificRecord> eventSerializer,
            EventsSettings settings,
            @Value("${spring.application.name:application}") String application,
            InstantSource clock,
            ObjectProvider<ObservationRegistry> observations) {
        String source = settings.source() == null ? "/mooring/" + application : settings.source();
        return new R2dbcOutbox(
                connections,
                database,
                new DescribeEvents(
                        eventSerializer, source, clock, observations.getIfAvailable(() -> ObservationRegistry.NOOP)));
    }
}
