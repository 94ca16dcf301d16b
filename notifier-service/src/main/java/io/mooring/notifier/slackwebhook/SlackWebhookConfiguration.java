package io.mooring.notifier.slackwebhook;

import io.mooring.notifier.NotifierSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SlackWebhookConfiguration {

    @Bean
    SlackWebhookChannel slackWebhookChannel(NotifierSettings settings) {
        return new SlackWebhookChannel(settings.slack().timeout());
    }
}
