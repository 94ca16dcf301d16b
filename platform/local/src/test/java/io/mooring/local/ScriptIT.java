package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.process.FreePorts;
import io.mooring.testkit.disk.FullDisk;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script says when something is in its way: one line, an exit code, and nothing left running. */
class ScriptIT {

    private static final List<String> PARTS = List.of(
            "GATEWAY",
            "BACKUP",
            "MAINTENANCE",
            "MONITOR",
            "SECURITY",
            "SCALING",
            "NOTIFIER",
            "ISSUER",
            "REGISTRY",
            "KAFKA",
            "S3",
            "POSTGRES",
            "SLACK",
            "PAGERDUTY",
            "SMTP",
            "MAILBOX");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void useAFolderAndPortsOfItsOwn() {
        environment.put("MOORING_HOME", folder.resolve("home").toString());
        PARTS.forEach(part -> environment.put("MOORING_" + part + "_PORT", Integer.toString(FreePorts.next())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "status", "logs", "token", "test", "bench", "reset"})
    void everyCommandExplainsItself(String command) throws Exception {
        var outcome = script().run(command, "--help");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).startsWith("Usage: ./mooring " + command);
    }

    @Test
    void anUnknownCommandIsAnError() throws Exception {
        assertOneLine(script().run("sail"), "unknown command 'sail'");
    }

    @Test
    void aBusyPortIsNamedWithItsOwner() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("MOORING_KAFKA_PORT", Integer.toString(taken.getLocalPort()));

            var outcome = script().run("up");

            assertOneLine(outcome, "port " + taken.getLocalPort() + " for kafka is taken");
            assertThat(outcome.err()).contains("MOORING_KAFKA_PORT");
        }
    }

    @Test
    void aPortThatIsNoneIsRefused() throws Exception {
        environment.put("MOORING_KAFKA_PORT", "70000");

        assertOneLine(script().run("up"), "MOORING_KAFKA_PORT must be a port");
    }

    @Test
    void aMissingJdkIsToldWithARemedy() throws Exception {
        environment.put("JAVA_HOME", folder.toString());
        environment.put("MOORING_JDK_FOLDER", folder.toString());
        environment.put("SDKMAN_DIR", folder.toString());

        assertOneLine(script().run("up"), "no JDK 25 found");
    }

    @Test
    void aFullDiskIsToldBeforeAnythingStarts() throws Exception {
        try (FullDisk disk = FullDisk.ofBytes(1024 * 1024)) {
            environment.put("MOORING_HOME", disk.folder().resolve("home").toString());

            assertOneLine(script().run("up"), "MB are needed");
        }
    }

    @Test
    void aFailedStartLeavesNothingRunningAndSaysWhy() throws Exception {
        // Data of another version of PostgreSQL: found out only by the system itself.
        Files.createDirectories(folder.resolve("home/data/postgres/data"));
        Files.writeString(folder.resolve("home/data/postgres/data/PG_VERSION"), "9.6\n");

        try (var system = LocalProcess.start(environment, folder.resolve("java.log"))) {
            assertThat(system.awaitExit()).isOne();
            assertThat(system.output()).contains("FAILED The data in").contains("9.6");
        }
        for (String part : PARTS) {
            assertThat(FreePorts.isFree(Integer.parseInt(environment.get("MOORING_" + part + "_PORT"))))
                    .as(part)
                    .isTrue();
        }
    }

    @Test
    void withNothingRunningEachCommandSaysSo() throws Exception {
        assertThat(script().run("status").exit()).isEqualTo(3);
        assertThat(script().run("down").out()).contains("Nothing runs");
        assertOneLine(script().run("token", "operator"), "nothing runs");
        assertOneLine(script().run("token", "emperor"), "no role 'emperor'");
        assertOneLine(script().run("logs", "../../etc/passwd"), "there is no log of");
        assertOneLine(script().run("bench", "nothing"), "no benchmark 'nothing'");
    }

    @Test
    void resetAsksFirst() throws Exception {
        Path secret = folder.resolve("home/secrets/s3-secret");
        Files.createDirectories(secret.getParent());
        Files.writeString(secret, "kept");

        assertOneLine(script().run("reset"), "nothing was deleted");
        assertThat(secret).exists();

        assertThat(script().run("reset", "--yes").exit()).isZero();
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void resetRefusesAFolderThatIsNotOurs() throws Exception {
        Files.createDirectories(folder.resolve("home/photographs"));

        assertOneLine(script().run("reset", "--yes"), "does not look like Mooring's data");
        assertThat(folder.resolve("home/photographs")).exists();
    }

    private Script script() {
        return new Script(environment);
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
