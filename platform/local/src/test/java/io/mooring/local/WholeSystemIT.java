package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a newcomer does it after {@code ./mooring up}: in a browser, on the real parts, down to a restored database. */
class WholeSystemIT {

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

        assertThat(slack().messageOn(runId)).contains("INFO", "Backup of Demonstration shop completed");
        AnnouncedOnKafka.startAndCompletion(system.kafka(), runId);
        OneTrace.leadsFromTheRunToItsNotice(system, runId);
        restores(runId);

        console.signOut();
        assertThat(console.page().request().get(system.console() + "/api/v1/me").status())
                .isEqualTo(401);
    }

    @Test
    void aPartialBackupNamesTheMissingCopyAndTheNextOneIsWhole() throws Exception {
        ConsoleVisit console = signedIn();
        try (Unmounted folder = system.withoutFolder()) {
            console.startBackup();
            console.awaitVerdict("newest backup is missing a copy");
            assertThat(console.plan().innerText())
                    .contains("The copy in “folder” is missing", folder.toString(), "from “bucket” only");
        }
        String partial = console.openNewestRun();
        // The manifest comes last.
        console.page().getByText("Restore without Mooring").waitFor();
        assertThat(console.copies())
                .satisfiesExactly(
                        bucket -> assertThat(bucket).contains("bucket", "Stored"),
                        folder -> assertThat(folder).contains("folder", "Failed"));
        SlackVisit slack = slack();
        assertThat(slack.messageOn(partial))
                .contains("WARNING", "partial: no copy in “folder”", "What to do: repair “folder”")
                .contains("/runs/" + partial);

        String whole = console.backUpToTheEnd();
        assertThat(system.backup(whole)).isNotEmptyDirectory();
        slack.toldOnceOn(partial, whole);
    }

    @Test
    void aFailureIsToldOnceInWordsInConsoleAndSlack() throws Exception {
        ConsoleVisit console = signedIn();
        try (Connection admin = system.database("postgres").connect();
                var statement = admin.createStatement()) {
            statement.execute("ALTER ROLE " + LocalParts.SHOP_READER + " NOLOGIN");
            try {
                console.startBackup();
                console.awaitVerdict("newest backup failed");
            } finally {
                statement.execute("ALTER ROLE " + LocalParts.SHOP_READER + " LOGIN");
            }
        }
        console.plan().getByText("What to do:").waitFor();
        assertThat(console.plan().innerText()).contains("not permitted to log in");

        String failed = console.openNewestRun();
        SlackVisit slack = slack();
        assertThat(slack.messageOn(failed)).contains("CRITICAL", "Backup of Demonstration shop failed", "What to do:");
        slack.toldOnceOn(failed, console.backUpToTheEnd());
    }

    @Test
    void whatOneStartsAnotherSeesLiveAndCancels() throws Exception {
        ConsoleVisit one = signedIn();
        ConsoleVisit another = one.inAnotherTab();
        another.awaitLive();
        whileTheShopIsLocked(() -> {
            one.startBackup();
            another.progress().waitFor();
            another.cancelRun();
            one.awaitVerdict("newest backup was cancelled");
            another.awaitVerdict("newest backup was cancelled");
        });
        assertThat(system.backup(one.openNewestRun())).doesNotExist();
    }

    private static ConsoleVisit signedIn() throws Exception {
        ConsoleVisit console = new ConsoleVisit(chromium.page(), system.console());
        console.signIn(system.password());
        return console;
    }

    private static SlackVisit slack() {
        return new SlackVisit(chromium.page(), system.slack());
    }

    private static void backUpWatchingIt(ConsoleVisit console) throws Exception {
        whileTheShopIsLocked(() -> {
            console.startBackup();
            console.progress().waitFor();
            console.plan().getByText("Preparing").first().waitFor();
        });
        console.awaitVerdict("last good backup just now");
        console.plan().getByText("Completed").first().waitFor();
    }

    /** A table that somebody has locked holds a run up. */
    private static void whileTheShopIsLocked(Runnable actions) throws Exception {
        try (Connection shop = system.database("shop").connect();
                var statement = shop.createStatement()) {
            shop.setAutoCommit(false);
            statement.execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");
            actions.run();
            shop.rollback();
        }
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
