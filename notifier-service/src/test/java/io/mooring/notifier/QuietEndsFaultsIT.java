package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.embedded.slack.SlackPost;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.service.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A component does not work, and samples say so each second. The service does not hear them for longer than an alert may be
 * quiet: because Kafka is away, or because it is down or frozen itself. That is its own silence: the alert has not ended, nobody is told that
 * it has, and nobody is called anew. When the samples end, the alert does.
 */
class QuietEndsFaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration AWAY = QUIET.plusSeconds(10);

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;
    private static Providers providers;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;
    private SickComponent component;

    @BeforeAll
    static void start() throws IOException {
        broker = Kafka.own();
        providers = Providers.start();
        Path rules = SickComponent.rules(folder, QUIET);
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", folder.resolve("notifier.log"), more -> providers
                        .reachedBy(more, "slack-ops")
                        .environment("MOORING_KAFKA", broker.bootstrapServers())
                        .environment("MOORING_ALERT_RULES", rules.toString()));
        rows = new DeliveryRows(service.database());
    }

    @AfterAll
    static void stop() {
        service.close();
        providers.close();
        broker.close();
    }

    @BeforeEach
    void itIsSickAndPeopleKnow() {
        component = new SickComponent(new BackupEvents(broker.bootstrapServers()));
        component.sampleEvery(Duration.ofSeconds(1));
        await().atMost(PATIENCE).until(() -> posts().size() == 1);
    }

    @AfterEach
    void itIsWell() {
        component.close();
    }

    @Test
    void whatNobodyCouldSayWhileKafkaWasAwayHasNotEnded() {
        broker.stop();
        awayFor(AWAY);
        broker.start();
        assertThatItGoesOnUntilTheSamplesEnd(10);
    }

    @Test
    void whatASleepingServiceDidNotHearHasNotEnded() {
        service.process().kill9();
        awayFor(AWAY);
        service.startAgain();
        assertThatItGoesOnUntilTheSamplesEnd(AWAY.toSeconds());
    }

    @Test
    void whatAFrozenServiceDidNotHearHasNotEnded() {
        service.process().freeze();
        awayFor(AWAY);
        service.process().resume();
        assertThatItGoesOnUntilTheSamplesEnd(AWAY.toSeconds());
    }

    /** By what a clock says that no fault concerns. */
    private static void awayFor(Duration time) {
        long since = System.nanoTime();
        await().atMost(PATIENCE).until(() -> System.nanoTime() - since > time.toNanos());
    }

    /** @param more so many more samples are heard of it first, in however many episodes */
    private void assertThatItGoesOnUntilTheSamplesEnd(long more) {
        long before = component.heard(rows);
        await().atMost(PATIENCE).until(() -> component.heard(rows) >= before + more);
        assertThat(component.episodes(rows)).as("episodes").isEqualTo(1);
        assertThat(component.isOpen(rows)).isTrue();
        assertThat(posts()).as("what people read").singleElement().satisfies(post -> assertThat(
                        post.text() + post.blocks())
                .doesNotContain("Resolved"));
        component.close();
        await().atMost(PATIENCE).until(() -> !component.isOpen(rows));
        assertThat(component.episodes(rows)).as("episodes").isEqualTo(1);
    }

    /** Messages and replies. */
    private List<SlackPost> posts() {
        return providers.slack.posts().stream()
                .filter(post -> (post.text() + post.blocks()).contains(component.resource()))
                .toList();
    }
}
