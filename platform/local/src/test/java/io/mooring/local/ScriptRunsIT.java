package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and stopping, as the script does it; the system itself is a stand-in. */
class ScriptRunsIT {

    @TempDir
    Path folder;

    private StandInTree tree;

    @BeforeEach
    void build() throws IOException {
        tree = StandInTree.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        tree.run("down");
    }

    @Test
    void upTellsWhatIsReadyAndWhereToSignIn() throws Exception {
        tree.play("echo 'Kafka ready after 0.1 s'; printf 'REA'; sleep 0.3; echo 'DY 0.4 s'");

        var up = tree.run("up");

        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(up.out())
                .contains("Kafka ready after 0.1 s", "All healthy after 0.4 s", "Console   http://localhost:")
                .contains("User      admin", "Password  wonderland");
    }

    /** Where no locale is set, as over ssh or in cron, Java would know no names of files beyond ASCII. */
    @Test
    void namesOfFilesAreUtf8WhateverTheLocale() throws Exception {
        tree.set("LC_ALL", "C");
        tree.play("locale charmap >\"$MOORING_HOME/charmap\"; echo 'READY 0.1 s'");

        var up = tree.run("up");

        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(tree.home().resolve("charmap")).hasContent("UTF-8");
    }

    @Test
    void aSecondUpChangesNothingAndSaysSo() throws Exception {
        tree.run("up");
        long running = tree.pid();

        var again = tree.run("up");

        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("Already running (pid " + running + ")", "Password  wonderland");
        assertThat(tree.pid()).isEqualTo(running);
    }

    @Test
    void downWaitsForTheEndAndSecondDownIsHarmless() throws Exception {
        tree.run("up");
        long running = tree.pid();

        assertThat(tree.run("down").out()).contains("Stopped");

        assertThat(ProcessHandle.of(running)).isEmpty();
        assertThat(tree.run("down").out()).contains("Nothing runs");
    }

    @Test
    void aStartThatFailsIsOneLineAndLeavesNothing() throws Exception {
        tree.play("echo $$ >\"$MOORING_HOME/started\"; echo 'FAILED Kafka does not start'");

        var up = tree.run("up");

        assertOneLine(up, "the local system does not start: Kafka does not start");
        assertThat(ProcessHandle.of(started())).isEmpty();
    }

    @Test
    void aSystemThatDiesIsToldByItsLastWords() throws Exception {
        tree.play("echo 'no memory' >&2; exit 1");

        assertOneLine(tree.run("up"), "the process ended: no memory");
    }

    @Test
    void aSystemThatWasKilledStartsAgain() throws Exception {
        tree.run("up");
        ProcessHandle killed = ProcessHandle.of(tree.pid()).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().join();

        assertThat(tree.run("status").exit()).isEqualTo(3);
        var up = tree.run("up");

        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(tree.pid()).isNotEqualTo(killed.pid());
    }

    @Test
    void theNumberOfAStrangersProcessIsNotTakenForOurs() throws Exception {
        Files.createDirectories(tree.home().resolve("run"));
        Files.writeString(
                tree.home().resolve("run/pid"), ProcessHandle.current().pid() + "\n");

        assertThat(tree.run("status").exit()).isEqualTo(3);
        // Would have killed this test.
        assertThat(tree.run("down").out()).contains("Nothing runs");
    }

    @Test
    void theFirstRunRecordsItsClassesForTheNext() throws Exception {
        tree.run("up");
        assertThat(tree.javaArguments()).contains("-XX:AOTCacheOutput=");
        assertThat(tree.run("down").out()).contains("cache of classes");
        assertThat(caches()).hasSize(1).allMatch(name -> name.endsWith(".aot"));

        tree.run("up");

        assertThat(tree.javaArguments()).contains("-XX:AOTCache=" + tree.home().resolve("aot/" + caches().getFirst()));
    }

    @Test
    void anotherJarNeedsAnotherCache() throws Exception {
        tree.run("up");
        tree.run("down");
        List<String> old = caches();
        Files.setLastModifiedTime(tree.library(), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        tree.run("up");

        assertThat(tree.javaArguments()).contains("-XX:AOTCacheOutput=");
        assertThat(caches()).doesNotContainAnyElementsOf(old);
    }

    @Test
    void aCacheThatJavaRefusesIsToldAndReplaced() throws Exception {
        tree.run("up");
        tree.run("down");
        tree.play("echo '[error][aot] Unable to map shared spaces' >&2; echo 'READY 0.1 s'");

        var up = tree.run("up");

        assertThat(up.exit()).isZero();
        assertThat(up.out()).contains("could not use its cache of classes");
        assertThat(caches()).isEmpty();
    }

    @Test
    void aHalfBuiltTreeIsBuiltAndAFailedBuildIsOneLine() throws Exception {
        Files.delete(tree.library());

        var up = tree.run("up");

        assertOneLine(up, "the build failed: Failed to execute goal: no space left");
        assertThat(up.out()).contains("Building");
        assertThat(tree.home().resolve("run/pid")).doesNotExist();
    }

    private List<String> caches() throws IOException {
        try (var files = Files.list(tree.home().resolve("aot"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private long started() throws IOException {
        return Long.parseLong(Files.readString(tree.home().resolve("started")).strip());
    }

    private static void assertOneLine(Script.Outcome outcome, String words) {
        assertThat(outcome.exit()).isOne();
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("mooring: ")
                .contains(words);
    }
}
