package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.GpgHome;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.pipeline.Shell;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.process.ChildCommand;
import io.mooring.embedded.process.ChildProcess;
import io.mooring.embedded.process.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A cluster that an operator brought back with stock tools, by the commands of its manifest and with one private key. */
final class RestoredCluster implements AutoCloseable {

    private final ChildProcess process;
    private final PostgresDatabase admin;

    private RestoredCluster(ChildProcess process, PostgresDatabase admin) {
        this.process = process;
        this.admin = admin;
    }

    /**
     * Runs the printed commands and starts the server.
     *
     * @param copy the backup's folder; the plan's wal folder lies beside it
     * @param time what RESTORE_TIME is set to; empty for the newest
     * @param source who is who on the server that was backed up
     */
    static RestoredCluster start(
            Path copy, Path target, String time, GpgHome gpg, Path programs, PostgresDatabase source) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GNUPGHOME", gpg.folder().toString(),
                "RESTORE_TO", target.toString(),
                "PATH", programs + ":" + System.getenv("PATH")));
        if (!time.isEmpty()) {
            environment.put("RESTORE_TIME", time);
        }
        Manifest manifest = ManifestJson.read(Files.readAllBytes(copy.resolve("manifest.json")));
        for (String command : manifest.restore().commands()) {
            Shell.bash(command, copy, environment).succeeded();
        }
        return over(target, programs, source);
    }

    /** Starts the server over a restored data folder. */
    static RestoredCluster over(Path target, Path programs, PostgresDatabase source) {
        return over(target, programs, source, "");
    }

    /** @param language of what it says, where its lc_messages is not C; empty: English */
    static RestoredCluster over(Path target, Path programs, PostgresDatabase source, String language) {
        int port = FreePorts.next();
        List<String> line = new ArrayList<>(List.of(programs.resolve("postgres").toString(), "-D", target.toString()));
        List.of("port=" + port, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off")
                .forEach(setting -> line.addAll(List.of("-c", setting)));
        List<String> prefix = "root".equals(System.getProperty("user.name")) ? List.of("unshare", "--user") : List.of();
        Path log = target.resolveSibling(target.getFileName() + ".log");
        ChildProcess process = ChildProcess.start(new ChildCommand(
                "restored",
                prefix,
                line,
                Map.of("LC_ALL", "C.UTF-8", "LANGUAGE", language),
                target.getParent(),
                log,
                "INT",
                "INT"));
        return new RestoredCluster(
                process, new PostgresDatabase("127.0.0.1", port, source.name(), source.user(), source.password()));
    }

    /** Waits until it has recovered. */
    RestoredCluster awaitRecovered() {
        Awaitility.await().until(() -> isUp() || !process.isAlive());
        assertThat(process.isAlive()).as(process.logTail()).isTrue();
        return this;
    }

    /** Waits for it to give up; what it said. */
    String awaitRefusal() throws Exception {
        Awaitility.await().until(() -> !process.isAlive());
        return Files.readString(process.log());
    }

    PostgresDatabase database() {
        return admin;
    }

    List<String> strings(String sql) throws SQLException {
        try (Connection connection = admin.connect();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private boolean isUp() {
        try (Connection connection = admin.connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(10));
    }
}
