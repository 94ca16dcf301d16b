package io.mooring.local;

import io.mooring.local.secret.LocalSecrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What notifier-service finds in its environment in the local system: people, levels and inputs of a file of its own, and how
 * it reaches the stand-ins. Where the user has named a real service, the notifier finds that in the environment by itself.
 */
final class NotifierServiceSettings {

    private static final String SLACK_CHANNEL = "C0LOCALOPS";
    /** Those of notifier-local.yml. */
    private static final List<String> INPUTS = List.of("alertmanager", "grafana", "events", "pages");

    private final LocalSettings settings;
    private final LocalSecrets secrets;

    NotifierServiceSettings(LocalSettings settings, LocalSecrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("spring.config.import", "classpath:io/mooring/local/notifier-local.yml");
        INPUTS.forEach(name -> all.put("notifier.inputs." + name + ".token", secrets.value("input-" + name)));
        settings.standIns().forEach(each -> all.putAll(toReach(each)));
        return all;
    }

    private Map<String, String> toReach(StandIn which) {
        return switch (which) {
            case SLACK ->
                Map.of(
                        "MOORING_SLACK_URL",
                        page("slack") + "api/",
                        "MOORING_SLACK_TOKEN",
                        secrets.value("slack-token"),
                        "MOORING_SLACK_SIGNING_SECRET",
                        secrets.value("slack-signing"),
                        "MOORING_SLACK_CHANNEL",
                        SLACK_CHANNEL);
            case PAGERDUTY ->
                Map.of(
                        "MOORING_PAGERDUTY_URL", page("pagerduty"),
                        "MOORING_PAGERDUTY_KEY", secrets.value("pagerduty-routing-key"),
                        "MOORING_PAGERDUTY_WEBHOOK_SECRET", secrets.value("pagerduty-webhook"));
            case MAIL ->
                Map.of(
                        "MOORING_MAIL_HOST", "127.0.0.1",
                        "MOORING_MAIL_PORT", Integer.toString(settings.ports().of("smtp")),
                        "MOORING_MAIL_TLS", "none",
                        "MOORING_MAIL_FROM", "mooring@mooring.example");
        };
    }

    private String page(String part) {
        return "http://127.0.0.1:" + settings.ports().of(part) + "/";
    }
}
