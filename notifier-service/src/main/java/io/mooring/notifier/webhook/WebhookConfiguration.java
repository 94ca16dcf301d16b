package io.mooring.notifier.webhook;

import io.mooring.notifier.NotifierSettings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks as a channel. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    WebhookChannel webhookChannel(NotifierSettings settings, JsonMapper json, InstantSource clock) {
        return new WebhookChannel(settings.webhook(), json, clock);
    }
}
