package io.mooring.local;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.mail.MailStandIn;
import io.mooring.embedded.pagerduty.PagerDutyStandIn;
import io.mooring.embedded.pagerduty.PagerDutyWebhook;
import io.mooring.embedded.slack.SlackApp;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.local.secret.LocalSecrets;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Starts what takes the place of Slack, PagerDuty and a mail server, each with a page that shows what came. What people press
 * there goes through the gateway, as it would from outside.
 */
final class StartStandIns {

    private final LocalSettings settings;
    private final LocalSecrets secrets;
    private final Progress progress;
    private final Stoppables running;

    StartStandIns(LocalSettings settings, LocalSecrets secrets, Progress progress, Stoppables running) {
        this.settings = settings;
        this.secrets = secrets;
        this.progress = progress;
        this.running = running;
    }

    /** Those that the settings ask for. */
    void all() {
        for (StandIn each : StandIn.values()) {
            if (settings.standIns().contains(each)) {
                start(each);
                progress.ready(each.words());
            }
        }
    }

    private void start(StandIn which) {
        try {
            running.add(
                    which.words(),
                    switch (which) {
                        case SLACK -> slack();
                        case PAGERDUTY -> pagerDuty();
                        case MAIL -> MailStandIn.start(port("smtp"), port("mailbox"));
                    });
        } catch (IOException e) {
            throw new EmbeddedPartException("The " + which.words() + " does not start: " + e.getMessage(), e);
        }
    }

    private SlackStandIn slack() throws IOException {
        SlackStandIn slack = SlackStandIn.start(port("slack"), secrets.value("slack-token"));
        slack.install(new SlackApp(hook("slack"), secrets.value("slack-signing")));
        return slack;
    }

    /** One subscription is enough: whichever destination called, the incident's key says which conversation it is. */
    private PagerDutyStandIn pagerDuty() throws IOException {
        PagerDutyStandIn pagerDuty = PagerDutyStandIn.start(port("pagerduty"));
        pagerDuty.subscribe(
                new PagerDutyWebhook(hook("pagerduty/pagerduty"), List.of(secrets.value("pagerduty-webhook"))));
        return pagerDuty;
    }

    private URI hook(String name) {
        return URI.create("http://127.0.0.1:" + port("gateway") + "/api/v1/hooks/" + name);
    }

    private int port(String part) {
        return settings.ports().of(part);
    }
}
