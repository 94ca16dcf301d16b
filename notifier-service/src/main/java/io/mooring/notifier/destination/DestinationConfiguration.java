package io.mooring.notifier.destination;

import io.mooring.notifier.NotifierSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The registry of destinations. */
@Configuration(proxyBeanMethods = false)
class DestinationConfiguration {

    @Bean
    Destinations destinations(NotifierSettings settings) {
        return Destinations.of(settings.destinations());
    }
}
