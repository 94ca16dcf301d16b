package io.mooring.notifier;

import io.mooring.notifier.delivery.SenderSettings;
import io.mooring.notifier.notice.Severity;
import io.mooring.notifier.slack.SlackSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Every {@code notifier.*} key.
 *
 * @param slackAtLeast notices of this severity and above go to Slack
 */
@Validated
@ConfigurationProperties("notifier")
public record NotifierSettings(
        @Valid @DefaultValue SlackSettings slack,
        @NotNull @DefaultValue("INFO") Severity slackAtLeast,
        @Valid @DefaultValue SenderSettings sender) {}
