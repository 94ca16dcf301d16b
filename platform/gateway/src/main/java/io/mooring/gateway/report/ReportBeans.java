package io.mooring.gateway.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.gateway.GatewaySettings;
import io.mooring.gateway.kafka.KafkaClients;
import io.mooring.platform.events.publish.EventPublisher;
import io.mooring.platform.events.publish.EventRecords;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway has no database and so no outbox: a buffer in memory has to do, and what is lost is counted. */
@Configuration(proxyBeanMethods = false)
class ReportBeans {

    @Bean(initMethod = "start", destroyMethod = "close")
    EventPublisher reportPublisher(KafkaClients kafka, GatewaySettings settings, MeterRegistry meters) {
        return new EventPublisher(
                "security-reports", kafka::producer, settings.reports().buffer(), new CountReports(meters));
    }

    @Bean
    EventRecords reportRecords(InstantSource clock) {
        return new EventRecords("/mooring/gateway", clock);
    }
}
