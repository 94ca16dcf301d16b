package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.mail.MailFault;
import io.mooring.embedded.pagerduty.PagerDutyFault;
import io.mooring.embedded.slack.SlackFault;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.service.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service as a process that is killed at each step between an event and its delivery, not by chance but there: a trigger
 * stops it at a statement, or a provider keeps its answer. Slack and PagerDuty are told each alert once. Mail cannot be
 * looked up: the one mail that the server took and the service does not know of comes again, under the same Message-ID.
 * {@code -Dmooring.faults=full} kills four times at each step, 1,080 alerts in all.
 */
class KillAtEachStepFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(KillAtEachStepFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int ROUNDS = FULL ? 4 : 1;
    private static final int ALERTS = FULL ? 30 : 2;
    private static final int DESTINATIONS = 3;
    private static final String GROUP = "notifier";
    private static final OffsetAndMetadata BEGINNING = new OffsetAndMetadata(0);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path logs;

    private static Providers providers;
    private static Plans plans;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;
    private static int kills;

    /** Where it is killed. */
    enum Step {
        /** The event is read; of what it changes nothing is committed. */
        CONSUMING,
        /** The alert is written, who is told of it is being written; nothing is committed. */
        GATHERING,
        /** All is committed; Kafka was not told that the event is done. */
        CONSUMED,
        /** A sender is taking the delivery. */
        CLAIMING,
        /** It is taken; the provider was not reached. */
        CLAIMED,
        /** The provider has it; no answer came. */
        ACCEPTED,
        /** The answer came; it is not written. */
        ANSWERED,
        /** The database commits that it is delivered, and nobody hears so. */
        COMMITTING,
        /** It is delivered; the conversation's next word is being taken. */
        MOVING_ON;

        /** Whether the mail server has a mail that the database does not call delivered. */
        boolean doublesMail() {
            return this == ACCEPTED || this == ANSWERED;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        plans = new Plans();
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> providers
                        .reachedBy(more, "slack-ops,pagerduty,email-ops")
                        .property("notifier.slack.timeout", "2s")
                        .property("notifier.pagerduty.timeout", "6s")
                        .property("notifier.email.timeout", "6s")
                        .property("notifier.sender.lease", "12s"));
        rows = new DeliveryRows(service.database());
        rows.withoutPace();
    }

    @AfterAll
    static void stop() {
        log.info(
                "Counted after {} kills; {}; {}; {}; deliveries: {}",
                kills,
                providers.inSlack(plans.all()),
                providers.atPagerDuty(plans.all()),
                providers.byMail(plans.all()),
                rows.states());
        service.close();
        plans.close();
        providers.close();
    }

    @ParameterizedTest
    @EnumSource
    void killedThereItLosesNothingAndDoublesNothingThatAProviderCanTell(Step step) throws Exception {
        int doubledBefore = (int) providers.byMail(plans.all()).doubled();
        List<String> told = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            told = killAt(step);
            service.startAgain();
            providers.awaitAll(told, rows);
        }
        providers.inSlack(plans.all()).eachExactlyOnce();
        providers.atPagerDuty(plans.all()).eachExactlyOnce();
        assertThat(rows.count("state = 'DEAD'")).isZero();
        if (step == Step.MOVING_ON) {
            // That all is well again may be read from Kafka only now, after everything that was known before was
            // delivered.
            List<String> over = told;
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(providers.overAtPagerDuty(over))
                    .containsAll(over));
        }
        assertThat(providers.byMail(plans.all()).doubled() - doubledBefore)
                .as("mails that came again after %s", step)
                .isEqualTo(step.doublesMail() ? ROUNDS : 0);
    }

    private static List<String> killAt(Step step) throws Exception {
        return switch (step) {
            case CONSUMING -> killStopped(Halt.before(service.database(), "INSERT", "alert", "true"), 1);
            case GATHERING -> killStopped(Halt.before(service.database(), "INSERT", "told", "true"), 1);
            case CONSUMED -> killBeforeKafkaKnows();
            case CLAIMING ->
                killStopped(Halt.before(service.database(), "UPDATE", "delivery", "NEW.state = 'SENDING'"), 1);
            case CLAIMED -> killBeforeTheProviderIsReached();
            case ACCEPTED -> killBeforeTheAnswer();
            case ANSWERED ->
                killStopped(
                        Halt.before(service.database(), "UPDATE", "delivery", "NEW.state = 'DELIVERED'"), DESTINATIONS);
            case COMMITTING ->
                killStopped(
                        Halt.inCommitAfter(service.database(), "delivery", "NEW.state = 'DELIVERED'"), DESTINATIONS);
            case MOVING_ON -> killBeforeTheNextWord();
        };
    }

    private static void kill() {
        service.process().kill9();
        kills++;
    }

    private static List<String> killStopped(Halt halt, int stopped) throws SQLException {
        try (halt) {
            List<String> told = plans.fail(ALERTS);
            halt.awaitStopped(stopped);
            kill();
            return told;
        }
    }

    /** Its members are forgotten and its places put back, which is what a commit that did not arrive leaves. */
    private static List<String> killBeforeKafkaKnows() throws ExecutionException, InterruptedException {
        try (Admin kafka =
                Admin.create(Map.of("bootstrap.servers", Kafka.shared().bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> before = places(kafka);
            List<String> told = plans.fail(ALERTS);
            // Nothing is on its way any more: a mail whose answer the kill cut off would come again, which is another
            // step.
            await().atMost(PATIENCE).until(() -> providers.byMail(told).lost() == 0 && rows.waiting() == 0);
            kill();
            kafka.removeMembersFromConsumerGroup(GROUP, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
            Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
            places(kafka).keySet().forEach(place -> back.put(place, before.getOrDefault(place, BEGINNING)));
            kafka.alterConsumerGroupOffsets(GROUP, back).all().get();
            return told;
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> places(Admin kafka)
            throws ExecutionException, InterruptedException {
        return kafka.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    private static List<String> killBeforeTheProviderIsReached() {
        providers.pause();
        List<String> told = plans.fail(ALERTS);
        await().atMost(PATIENCE).until(() -> rows.count("state = 'SENDING'") == DESTINATIONS);
        kill();
        providers.lose();
        return told;
    }

    private static List<String> killBeforeTheAnswer() {
        int events = providers.pagerDuty.accepted();
        int mails = providers.mail.mails().size();
        providers.slack.next(new SlackFault.PostsThenHangs());
        providers.pagerDuty.next(new PagerDutyFault.AcceptsThenHangs());
        providers.mail.next(new MailFault.TakesThenHangs());
        List<String> told = plans.fail(ALERTS);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> providers.inSlack(told).lost() < ALERTS
                        && providers.pagerDuty.accepted() > events
                        && providers.mail.mails().size() > mails);
        kill();
        return told;
    }

    private static List<String> killBeforeTheNextWord() throws SQLException {
        List<String> told = plans.fail(ALERTS);
        await().atMost(PATIENCE).until(() -> providers.byMail(told).lost() == 0 && rows.waiting() == 0);
        try (Halt halt = Halt.before(
                service.database(), "UPDATE", "delivery", "NEW.state = 'SENDING' AND NEW.operation = 'CLOSE'")) {
            plans.recover(told);
            halt.awaitStopped(1);
            kill();
        }
        return told;
    }
}
