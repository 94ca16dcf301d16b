package io.mooring.backup.rebuild;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HaltedRecoveryTest {

    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void begins() throws IOException {
        log = Files.createFile(folder.resolve("log"));
    }

    @Test
    void hasHaltedAtItsTarget() throws IOException {
        try (HaltedRecovery halted = new HaltedRecovery(log)) {
            say("LOG:  starting point-in-time recovery to 2026-11-21 20:23:19.083513+00");
            assertThat(halted.isAtTarget()).isFalse();
            say("LOG:  recovery stopping before commit of transaction 738, time 2026-11-21 20:23:20.1+00");
            assertThat(halted.isAtTarget()).isTrue();
            say("LOG:  pausing at the end of recovery");
            assertThat(halted.isAtTarget()).isTrue();
            assertThat(halted.isTooSmall()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // 14 and later, once it answers; what is a warning is not in every log
                "WARNING:  hot standby is not possible because of insufficient parameter settings",
                "DETAIL:  If recovery is unpaused, the server will shut down.",
                // before it answers
                "FATAL:  recovery aborted because of insufficient parameter settings",
                // 13, 12
                "FATAL:  hot standby is not possible because max_connections = 100 is a lower setting than on the primary server"
                        + " (its value was 300)",
                "FATAL:  hot standby is not possible because max_connections = 100 is a lower setting than on the master server"
                        + " (its value was 300)"
            })
    void goesNoFurtherBecauseItsSourceHasMore(String words) throws IOException {
        try (HaltedRecovery halted = new HaltedRecovery(log)) {
            say("LOG:  recovery has paused");
            assertThat(halted.isTooSmall()).isFalse();
            say(words);
            assertThat(halted.isTooSmall()).isTrue();
            assertThat(halted.isAtTarget()).isFalse();
        }
    }

    @Test
    void readsWhatIsInNoEncodingAndNothingTwice() throws IOException {
        try (HaltedRecovery halted = new HaltedRecovery(log)) {
            Files.write(log, new byte[] {(byte) 0xFC, (byte) 0xFF, '\n'}, APPEND);
            assertThat(halted.isAtTarget()).isFalse();
            String line = "recovery stopping before it\n";
            Files.writeString(log, "-".repeat(line.length() - 1) + "\n");
            Files.writeString(log, "=".repeat(line.length() - 1) + "\n", APPEND);
            assertThat(halted.isAtTarget()).isFalse();
            Files.writeString(log, line + line);
            assertThat(halted.isAtTarget()).isFalse();
        }
    }

    private void say(String words) throws IOException {
        Files.writeString(log, "2026-11-21 20:23:32.786 UTC [2769] " + words + "\n", StandardCharsets.UTF_8, APPEND);
    }
}
