package io.mooring.notifier.pagerduty;

import io.mooring.notifier.NotifierSettings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** PagerDuty as a channel. */
@Configuration(proxyBeanMethods = false)
class PagerDutyConfiguration {

    @Bean
    PagerDutyChannel pagerDutyChannel(NotifierSettings settings, JsonMapper json, InstantSource clock) {
        return new PagerDutyChannel(settings.pagerduty(), json, clock);
    }
}
