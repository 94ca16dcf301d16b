package io.mooring.notifier.slack;

import io.mooring.notifier.NotifierSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Slack as a channel. */
@Configuration(proxyBeanMethods = false)
class SlackConfiguration {

    @Bean
    SlackChannel slackChannel(NotifierSettings settings) {
        return new SlackChannel(settings.slack());
    }
}
