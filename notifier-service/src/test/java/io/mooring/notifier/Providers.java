package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.mail.MailStandIn;
import io.mooring.embedded.mail.ReceivedMail;
import io.mooring.embedded.pagerduty.PagerDutyIncident;
import io.mooring.embedded.pagerduty.PagerDutyStandIn;
import io.mooring.embedded.slack.SlackPost;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.testkit.network.CutCable;
import io.mooring.testkit.process.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Slack, PagerDuty and a mail server, each behind a cable that can be paused and cut, and what came through to them. */
final class Providers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TOKEN = "xoxb-test";

    final SlackStandIn slack;
    final PagerDutyStandIn pagerDuty;
    final MailStandIn mail;
    final CutCable toSlack;
    private final CutCable toPagerDuty;
    private final CutCable toMail;

    private Providers(SlackStandIn slack, PagerDutyStandIn pagerDuty, MailStandIn mail) {
        this.slack = slack;
        this.pagerDuty = pagerDuty;
        this.mail = mail;
        this.toSlack = CutCable.to("127.0.0.1", slack.apiUrl().getPort());
        this.toPagerDuty = CutCable.to("127.0.0.1", pagerDuty.apiUrl().getPort());
        this.toMail = CutCable.to("127.0.0.1", mail.smtpPort());
    }

    static Providers start() throws IOException {
        return new Providers(SlackStandIn.start(0, TOKEN), PagerDutyStandIn.start(0), MailStandIn.start(0, 0));
    }

    /**
     * Has the service use them. Each alert has a message of its own, so that each can be counted.
     *
     * @param criticalTo names of the destinations that hear of failed backups
     */
    ServiceProcess.Builder reachedBy(ServiceProcess.Builder service, String criticalTo) {
        return reachedAsShippedBy(service)
                .environment("MOORING_ALERT_CRITICAL_TO", criticalTo)
                // Nobody acknowledges anything, and each is to be told once.
                .environment("MOORING_ALERT_CRITICAL_REMIND", "")
                .environment("MOORING_ALERT_EMERGENCY_REMIND", "")
                .property("notifier.slack.timeout", "3s")
                .property("notifier.slack.every", "0s")
                .property("notifier.gather.within", "0s")
                .property("notifier.gather.storm-at", "1000000")
                // Others have sent health samples; nobody does so now.
                .property("notifier.hearing.expected.HealthSampled.within", "0s")
                // A look-up and a message's calls, and some more: two instances rely on it.
                .property("notifier.sender.lease", "18s")
                // So many failures in a row would have it leave a provider alone for minutes, rightly.
                .property("notifier.sender.breaker.pause", "1s")
                .property("notifier.sender.breaker.longest-pause", "1s");
    }

    /** Has the service use them, and gather and send at the pace that nobody changed. */
    ServiceProcess.Builder reachedAsShippedBy(ServiceProcess.Builder service) {
        return service.environment("MOORING_SLACK_URL", "http://127.0.0.1:" + toSlack.port() + "/api/")
                .environment("MOORING_SLACK_TOKEN", TOKEN)
                .environment("MOORING_SLACK_CHANNEL", "C0123456789")
                .environment("MOORING_PAGERDUTY_URL", "http://127.0.0.1:" + toPagerDuty.port() + "/")
                .environment("MOORING_PAGERDUTY_KEY", "0123456789abcdef0123456789abcdef")
                .environment("MOORING_PAGERDUTY_TIMEOUT", "8s")
                .environment("MOORING_MAIL_HOST", "127.0.0.1")
                .environment("MOORING_MAIL_PORT", String.valueOf(toMail.port()))
                .environment("MOORING_MAIL_TLS", "none")
                .environment("MOORING_MAIL_FROM", "mooring@example.org")
                .environment("MOORING_MAIL_TIMEOUT", "8s")
                .environment("MOORING_ALERT_EMAIL", "operations@example.org")
                // Nobody reads a killed instance's partitions for so long; Kafka allows no less.
                .property("spring.cloud.stream.kafka.binder.consumer-properties.session.timeout.ms", "6000")
                .property("spring.cloud.stream.kafka.binder.consumer-properties.heartbeat.interval.ms", "1500");
    }

    /** Whatever is sent now is on its way until {@link #lose}. */
    void pause() {
        cables().forEach(CutCable::pause);
    }

    /** What was on its way never arrives; from now on everything does. */
    void lose() {
        cables().forEach(CutCable::reset);
        cables().forEach(CutCable::resume);
    }

    private List<CutCable> cables() {
        return List.of(toSlack, toPagerDuty, toMail);
    }

    /** Every message bears its delivery's id; of messages that begin something each plan is to have one. */
    Told inSlack(Collection<String> plans) {
        Map<String, Map<String, Integer>> copies = new HashMap<>();
        for (SlackPost post : slack.posts()) {
            String message = post.isReply() ? post.metadata() : "the beginning";
            Plans.in(post.text()).ifPresent(plan -> count(copies, plan, message));
        }
        return Told.of("Slack", plans, copies);
    }

    /** Two events of one key are one incident; a trigger after the end would be another. */
    Told atPagerDuty(Collection<String> plans) {
        Map<String, Map<String, Integer>> copies = new HashMap<>();
        for (PagerDutyIncident incident : pagerDuty.incidents()) {
            Plans.in(incident.title()).ifPresent(plan -> count(copies, plan, "incident"));
        }
        return Told.of("PagerDuty", plans, copies);
    }

    /** Copies bear the same Message-ID. */
    Told byMail(Collection<String> plans) {
        Map<String, Map<String, Integer>> copies = new HashMap<>();
        for (ReceivedMail one : mail.mails()) {
            String id = Objects.requireNonNull(one.header("Message-ID"));
            Plans.in(one.source()).ifPresent(plan -> count(copies, plan, id));
        }
        return Told.of("Mail", plans, copies);
    }

    /** Those whose incident is over. Had its end come before its beginning, it would not be. */
    Set<String> overAtPagerDuty(Collection<String> plans) {
        return pagerDuty.incidents().stream()
                .filter(incident -> incident.status() == PagerDutyIncident.Status.RESOLVED)
                .flatMap(incident -> Plans.in(incident.title()).stream())
                .filter(Set.copyOf(plans)::contains)
                .collect(Collectors.toSet());
    }

    /**
     * What ended is over at PagerDuty, too, and nobody was called twice. Nobody is called at all for what was over before it
     * was told: there is no incident of it then.
     */
    void expectOver(Collection<String> plans) {
        Told told = atPagerDuty(plans);
        assertThat(told.doubled()).as("%s", told).isZero();
        assertThat(overAtPagerDuty(plans)).containsAll(told.times().keySet());
    }

    /** Waits until everybody was told of these, and nothing is under way that could tell somebody again. */
    void awaitAll(Collection<String> plans, DeliveryRows rows) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(rows.waiting()).as(rows.states()).isZero();
            assertThat(List.of(inSlack(plans), atPagerDuty(plans), byMail(plans)))
                    .filteredOn(told -> told.lost() > 0)
                    .as(rows.states())
                    .isEmpty();
        });
    }

    private static void count(Map<String, Map<String, Integer>> copies, String plan, String message) {
        copies.computeIfAbsent(plan, name -> new HashMap<>()).merge(message, 1, Integer::sum);
    }

    @Override
    public void close() {
        cables().forEach(CutCable::close);
        slack.close();
        pagerDuty.close();
        mail.close();
    }
}
