package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.slack.SlackFault;
import io.mooring.testkit.service.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service as a process that is killed around grave news that waits for the hours of its route: while it is kept, while it is
 * told, and when Slack has it. There is no alert behind it that would be told again; each is told once.
 * {@code -Dmooring.faults=full} kills four times at each step, 600 news in all.
 */
class HeldNewsFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(HeldNewsFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int ROUNDS = FULL ? 4 : 1;
    private static final int NEWS = FULL ? 30 : 3;
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
        /** It is being kept; nothing is committed. */
        KEEPING,
        /** The hours have begun: its delivery is being planned. */
        PLANNING,
        /** Its delivery is planned, that it was told is being written; nothing is committed. */
        TELLING,
        /** The database commits both, and nobody hears so. */
        COMMITTING,
        /** Slack has it; no answer came. */
        ACCEPTED
    }

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        plans = new Plans();
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> providers
                        .reachedBy(more, "slack-ops")
                        .property("notifier.routes[0].name", "by-day")
                        .property("notifier.routes[0].severities", "WARNING")
                        // Of a day that is not today, and will not be while this runs.
                        .property(
                                "notifier.routes[0].hours.days",
                                LocalDate.now(ZoneOffset.UTC)
                                        .plusDays(3)
                                        .getDayOfWeek()
                                        .name())
                        .property("notifier.routes[0].to", "slack-ops"));
        rows = new DeliveryRows(service.database());
        rows.withoutPace();
    }

    @AfterAll
    static void stop() {
        log.info("Counted after {} kills; {}; deliveries: {}", kills, providers.inSlack(plans.all()), rows.states());
        service.close();
        plans.close();
        providers.close();
    }

    @ParameterizedTest
    @EnumSource
    void killedThereItTellsEachOnceWhenTheHoursBegin(Step step) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> told = killAt(step);
            service.startAgain();
            if (step == Step.KEEPING) {
                awaitKept();
                hoursBegin();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(providers.inSlack(told).lost())
                            .as(rows.states())
                            .isZero());
            await().atMost(PATIENCE).until(() -> rows.waiting() == 0);
        }
        providers.inSlack(plans.all()).eachExactlyOnce();
        assertThat(kept("told_at IS NOT NULL AND due_at IS NULL AND why = ''"))
                .isEqualTo(plans.all().size());
        assertThat(kept("told_at IS NULL")).isZero();
    }

    private static List<String> killAt(Step step) throws SQLException {
        return switch (step) {
            case KEEPING -> {
                try (Halt halt = Halt.before(service.database(), "INSERT", "news", "NEW.due_at IS NOT NULL")) {
                    List<String> news = plans.keepTooLong(NEWS);
                    halt.awaitStopped(1);
                    kill();
                    yield news;
                }
            }
            case PLANNING ->
                killStopped(Halt.before(service.database(), "INSERT", "delivery", "NEW.subject LIKE 'news/%'"));
            case TELLING -> killStopped(Halt.before(service.database(), "UPDATE", "news", "NEW.told_at IS NOT NULL"));
            case COMMITTING -> killStopped(Halt.inCommitAfter(service.database(), "news", "NEW.told_at IS NOT NULL"));
            case ACCEPTED -> killBeforeTheAnswer();
        };
    }

    private static void kill() {
        service.process().kill9();
        kills++;
    }

    private static List<String> killStopped(Halt halt) throws SQLException {
        try (halt) {
            List<String> news = heldBack();
            hoursBegin();
            halt.awaitStopped(1);
            kill();
            return news;
        }
    }

    private static List<String> killBeforeTheAnswer() {
        List<String> news = heldBack();
        providers.slack.next(new SlackFault.PostsThenHangs());
        hoursBegin();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> providers.inSlack(news).lost() < NEWS);
        kill();
        return news;
    }

    private static List<String> heldBack() {
        List<String> news = plans.keepTooLong(NEWS);
        awaitKept();
        return news;
    }

    /** Nothing is told of it before its hours begin. */
    private static void awaitKept() {
        await().atMost(PATIENCE)
                .until(() -> kept("told_at IS NULL AND due_at > now()") == NEWS
                        && kept("true") == plans.all().size());
    }

    /** When they begin is the route's own test; here it is what happens then. */
    private static void hoursBegin() {
        rows.run("UPDATE news SET due_at = now() WHERE due_at IS NOT NULL");
    }

    /** Other tests' events are in the same topics, and some of them are news. */
    private static long kept(String where) {
        String titles = String.join("|", plans.all());
        return Long.parseLong(rows.ask("SELECT count(*) FROM news WHERE title ~ '" + titles + "' AND (" + where + ")"));
    }
}
