package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverProcessTest {

    @TempDir
    Path state;

    private WalFolder folder;
    private Process other;

    @BeforeEach
    void starts() throws Exception {
        folder = new WalFolder(state, "plan");
        folder.prepare();
        other = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void ends() {
        other.destroyForcibly();
    }

    @Test
    void endsTheVeryProcessThatThePidFileNames() throws Exception {
        long startedAt = other.info().startInstant().orElseThrow().toEpochMilli();
        Files.writeString(folder.pidFile(), other.pid() + " " + startedAt + "\n");
        assertThat(ReceiverProcess.endOrphan(folder)).isTrue();
        assertThat(other.isAlive()).isFalse();
        assertThat(folder.pidFile()).doesNotExist();
    }

    @Test
    void leavesAProcessAloneThatHasTheNumberByNow() throws Exception {
        Files.writeString(folder.pidFile(), other.pid() + " 12345\n");
        assertThat(ReceiverProcess.endOrphan(folder)).isFalse();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void ignoresAPidFileThatWasCutShort() throws Exception {
        Files.writeString(folder.pidFile(), "");
        assertThat(ReceiverProcess.endOrphan(folder)).isFalse();
    }
}
