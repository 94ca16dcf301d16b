package io.mooring.monitor.sample;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.monitor.MonitorSettings;
import io.mooring.platform.events.outbox.Outbox;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class SampleConfiguration {

    @Bean
    Samples samples(DatabaseClient database) {
        return new R2dbcSamples(database);
    }

    @Bean
    SampleThisHost sampleThisHost(
            Samples samples,
            Outbox outbox,
            TransactionalOperator transaction,
            MonitorSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        return new SampleThisHost(new OshiHost(), samples, outbox, transaction, settings, clock, meters);
    }
}
