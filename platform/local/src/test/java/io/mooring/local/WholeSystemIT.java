package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.mooring.schemas.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a newcomer does it after {@code ./mooring up}: in a browser, on the real parts, down to a restored database. */
class WholeSystemIT {

    private static final String TRACEPARENT = "00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static RunningSystem system;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        system = RunningSystem.start(folder);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aBackupIsWatchedToldAndRestoredWithStockTools() throws Exception {
        ConsoleVisit console = signedIn();
        backUpWatchingIt(console);
        String runId = console.openNewestRun();
        console.page().getByText("Restore without Mooring").waitFor();

        slackTells("Backup of Demonstration shop completed");
        isAnnouncedOnKafka(runId);
        restores(runId);

        console.signOut();
        assertThat(console.page().request().get(system.console() + "/api/v1/me").status())
                .isEqualTo(401);
    }

    @Test
    void aFailureIsToldInWordsInConsoleAndSlack() throws Exception {
        ConsoleVisit console = signedIn();
        try (Connection admin = system.database("postgres").connect();
                var statement = admin.createStatement()) {
            statement.execute("ALTER ROLE " + LocalParts.SHOP_READER + " NOLOGIN");
            try {
                console.startBackup();
                console.awaitHeadline("newest backup failed");
            } finally {
                statement.execute("ALTER ROLE " + LocalParts.SHOP_READER + " LOGIN");
            }
        }
        console.plan().getByText("What to do:").waitFor();
        assertThat(console.plan().innerText()).contains("not permitted to log in");

        slackTells("Backup of Demonstration shop failed");
    }

    private static ConsoleVisit signedIn() throws Exception {
        ConsoleVisit console = new ConsoleVisit(chromium.page(), system.console());
        console.signIn(system.password());
        return console;
    }

    /** A table that somebody has locked holds the run up until it has been seen. */
    private static void backUpWatchingIt(ConsoleVisit console) throws Exception {
        try (Connection shop = system.database("shop").connect();
                var statement = shop.createStatement()) {
            shop.setAutoCommit(false);
            statement.execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");
            console.startBackup();
            console.progress().waitFor();
            console.plan().getByText("Preparing").first().waitFor();
            shop.rollback();
        }
        console.awaitHeadline("last good backup just now");
        console.plan().getByText("Completed").first().waitFor();
    }

    /** The page reloads itself until the words are there. */
    private static void slackTells(String words) {
        Page slack = chromium.page();
        slack.navigate(system.slack());
        slack.getByText(words).first().waitFor();
    }

    private static void isAnnouncedOnKafka(String runId) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", system.kafka(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(TopicCatalogue.BACKUP_RUNS).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList());
            List<ConsumerRecord<String, byte[]>> events = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (new String(record.value(), StandardCharsets.ISO_8859_1).contains(runId)) {
                        events.add(record);
                    }
                });
                return events.size() >= 2;
            });
            assertThat(events)
                    .extracting(event -> header(event, "ce_type"))
                    .satisfiesExactly(
                            started -> assertThat(started).endsWith("BackupStarted"),
                            completed -> assertThat(completed).endsWith("BackupCompleted"));
            events.forEach(WholeSystemIT::isACloudEvent);
            assertThat(events)
                    .extracting(event -> header(event, "ce_correlationid"))
                    .doesNotContain("")
                    .hasSize(2);
        }
    }

    private static void isACloudEvent(ConsumerRecord<String, byte[]> event) {
        assertThat(event.key()).isEqualTo("shop");
        assertThat(event.value()[0]).as("Confluent's magic byte").isZero();
        assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(UUID.fromString(header(event, "ce_id")).version()).isEqualTo(7);
        assertThat(header(event, "ce_source")).isNotBlank();
        assertThat(header(event, "ce_time")).endsWith("Z");
        assertThat(header(event, "traceparent")).matches(TRACEPARENT);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void restores(String runId) throws Exception {
        try (RestoreByHand restore =
                new RestoreByHand(system.backup(runId), system.database("postgres"), "restored_by_hand")) {
            restore.importKeys(system.privateKey("operations"), system.publicKey("manifest"));
            restore.runTheManifestsCommands();
            restore.holdsWhatTheManifestSays();
        }
        assertThat(orders("restored_by_hand")).isPositive().isEqualTo(orders("shop"));
    }

    private static long orders(String database) throws Exception {
        try (Connection connection = system.database(database).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM orders")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
