package io.mooring.notifier.email;

import io.mooring.notifier.NotifierSettings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mail as a channel. */
@Configuration(proxyBeanMethods = false)
class EmailConfiguration {

    @Bean
    EmailChannel emailChannel(NotifierSettings settings, InstantSource clock) {
        return new EmailChannel(settings.email(), clock);
    }
}
