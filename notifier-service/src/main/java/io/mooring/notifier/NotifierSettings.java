package io.mooring.notifier;

import io.mooring.notifier.alert.AlertSettings;
import io.mooring.notifier.announcement.AnnouncementSettings;
import io.mooring.notifier.delivery.SenderSettings;
import io.mooring.notifier.destination.DestinationSettings;
import io.mooring.notifier.email.EmailSettings;
import io.mooring.notifier.hearing.HearingSettings;
import io.mooring.notifier.heartbeat.HeartbeatSettings;
import io.mooring.notifier.hook.HookSettings;
import io.mooring.notifier.incident.IncidentSettings;
import io.mooring.notifier.input.InputSettings;
import io.mooring.notifier.listen.RulesSettings;
import io.mooring.notifier.maintenance.MaintenanceSettings;
import io.mooring.notifier.mute.InhibitionSettings;
import io.mooring.notifier.mute.SilenceSettings;
import io.mooring.notifier.oncall.OnCallSettings;
import io.mooring.notifier.oncall.PersonSettings;
import io.mooring.notifier.pagerduty.PagerDutySettings;
import io.mooring.notifier.retention.RetentionSettings;
import io.mooring.notifier.slack.SlackChannel;
import io.mooring.notifier.slack.SlackSettings;
import io.mooring.notifier.tell.NewsSettings;
import io.mooring.notifier.tell.RouteSettings;
import io.mooring.notifier.tell.TellSettings;
import io.mooring.notifier.webhook.WebhookSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Every {@code notifier.*} key.
 *
 * @param consoleUrl where people open the console, for links in messages; empty for messages without links
 * @param people whom to call, by id
 * @param destinations where people can be told, by name; checked by {@link io.mooring.notifier.destination.Destinations}
 * @param inputs other systems that report here, by name
 * @param keep how long what is over can be read
 * @param heartbeat where this service tells that it works
 */
@Validated
@ConfigurationProperties("notifier")
public record NotifierSettings(
        @DefaultValue("")
        @Pattern(regexp = "https?://.+|", message = "is an address such as https://mooring.example.org")
        String consoleUrl,

        @NotNull @DefaultValue
        Map<
                        @Pattern(
                                regexp = "[a-z0-9][a-z0-9-]{0,39}",
                                message = "is a name of at most 40 lower-case letters, digits and dashes")
                        String,
                        @Valid InputSettings>
                inputs,

        @Valid @DefaultValue HeartbeatSettings heartbeat,
        @Valid @DefaultValue AlertSettings alerts,
        @Valid @DefaultValue AnnouncementSettings announcements,
        @Valid @DefaultValue RulesSettings rules,
        @Valid @DefaultValue HearingSettings hearing,
        @Valid @DefaultValue List<RouteSettings> routes,
        @Valid @DefaultValue TellSettings gather,
        @Valid @DefaultValue NewsSettings news,
        @Valid @DefaultValue SlackSettings slack,
        @Valid @DefaultValue HookSettings hook,
        @Valid @DefaultValue PagerDutySettings pagerduty,
        @Valid @DefaultValue EmailSettings email,
        @Valid @DefaultValue WebhookSettings webhook,
        @NotNull @DefaultValue Map<String, DestinationSettings> destinations,
        @Valid @DefaultValue SenderSettings sender,
        @NotNull @DefaultValue Map<@NotBlank String, @Valid PersonSettings> people,
        @Valid @DefaultValue OnCallSettings onCall,
        @Valid @DefaultValue IncidentSettings incidents,
        @Valid @DefaultValue SilenceSettings silences,
        @Valid @DefaultValue List<InhibitionSettings> inhibitions,
        @Valid @DefaultValue MaintenanceSettings maintenance,
        @Valid @DefaultValue RetentionSettings keep) {

    /** @throws IllegalArgumentException when somebody is to be told at a destination that is none, or a message's calls may outlive its lease, in words */
    public NotifierSettings {
        // Pages are named after it with a slash of their own: two of them lead nowhere.
        consoleUrl = consoleUrl.replaceAll("/+$", "");
        NamedDestinations named = new NamedDestinations(destinations.keySet())
                .check("announcements.destinations", announcements.destinations())
                .check("silences.destinations", silences.destinations())
                .check("maintenance.destinations", maintenance.destinations())
                .check(
                        "incidents.customer-notice.destinations",
                        incidents.customerNotice().destinations());
        incidents
                .destinations()
                .forEach((priority, names) ->
                        named.check("incidents.destinations." + priority.name().toLowerCase(Locale.ROOT), names));
        people.forEach((id, person) -> named.check("people." + id + ".destinations", person.destinations()));
        routes.forEach(route -> named.check("routes, " + route.name() + ".to", route.to()));
        named.check("hook.pagerduty", hook.pagerduty().keySet());
        silences.owners().forEach((owner, name) -> named.check("silences.owners." + owner, List.of(name)));
        named.require();
        new EnoughLease(sender)
                .check(
                        "slack.timeout",
                        slack.timeout(),
                        Math.max(
                                calls("slack", SlackChannel.MOST_CALLS, destinations),
                                calls("slack-webhook", 1, destinations)))
                .check("pagerduty.timeout", pagerduty.timeout(), calls("pagerduty", 1, destinations))
                .check("email.timeout", email.timeout(), calls("email", 1, destinations))
                .check("webhook.timeout", webhook.timeout(), calls("webhook", 1, destinations))
                .require();
    }

    /** @return none where nobody is told that way */
    private static int calls(String channel, int most, Map<String, DestinationSettings> destinations) {
        boolean used = destinations.values().stream()
                .anyMatch(one -> one.channel().equals(channel)
                        && !(one.address().isBlank() && one.secret().isBlank()));
        return used ? most : 0;
    }
}
