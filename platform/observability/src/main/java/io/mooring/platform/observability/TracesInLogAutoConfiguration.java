package io.mooring.platform.observability;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryEventPublisherBeansApplicationListener;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Lets log lines bear their trace from the start of the first worker on. Spring Boot writes traces into the logging context only
 * once the whole context is refreshed, and whoever takes over the work of a killed instance has logged about it before that.
 */
@AutoConfiguration
public class TracesInLogAutoConfiguration {

    @Bean
    SmartInitializingSingleton tracesInLogBeforeTheFirstWorker(ApplicationContext context) {
        return () -> {
            new OpenTelemetryEventPublisherBeansApplicationListener()
                    .onApplicationEvent(new ContextRefreshedEvent(context));
            TraceOfEventLoops.follow();
        };
    }
}
