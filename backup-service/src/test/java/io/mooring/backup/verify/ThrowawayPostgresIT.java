package io.mooring.backup.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.source.PostgresSource;
import io.mooring.testkit.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowawayPostgresIT {

    @TempDir
    Path parent;

    @Test
    void servesAloneNotAsRootAndLeavesNothing() throws Exception {
        int port;
        try (ThrowawayPostgres server = ThrowawayPostgres.start(settings(), 11, 1)) {
            PostgresSource database = server.database("postgres");
            port = database.port();
            assertThat(answer(database, "SHOW fsync")).isEqualTo("off");
            assertThat(answer(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(privateFolderModes()).containsOnly("rwx------");
            assertThat(uidInTheServer(database)).isNotEqualTo("0");
            PostgresSource stranger = new PostgresSource(
                    database.host(),
                    port,
                    "postgres",
                    database.user(),
                    io.mooring.backup.key.Secret.of("guess"),
                    database.sslMode());
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> answer(stranger, "SELECT 1"))
                    .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
        }
        assertThat(folders()).isEmpty();
        assertThat(listens(port)).isFalse();
    }

    @Test
    void diesWithItsProcessAndItsFolderGoesAtTheNextStart() throws Exception {
        try (ServiceProcess holder = ServiceProcess.of(HoldThrowawayServer.class)
                .property("throwaway.parent", parent)
                .start(parent.resolve("log"))) {
            int port = Awaitility.await().until(() -> port(holder.output()), found -> found > 0);
            assertThat(ThrowawayFolder.sweep(parent)).as("its owner lives").isEmpty();
            assertThat(listens(port)).isTrue();

            holder.kill9Alone();

            Awaitility.await().until(() -> !listens(port));
            assertThat(folders()).hasSize(1);
            assertThat(ThrowawayFolder.sweep(parent)).hasSize(1);
            assertThat(folders()).isEmpty();
        }
    }

    @Test
    void sweepsExactlyItsOwnLeftovers() throws Exception {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().orElseThrow().toEpochMilli();
        Path empty = folder("4194304-1767225600000-empty");
        Path dead = folder("4194304-1767225600000-dead");
        Path recycled = folder(self.pid() + "-978307200000-recycled");
        Path living = folder(self.pid() + "-" + started + "-living");
        Path foreign = folder("foreign");
        Path target = Files.createDirectory(parent.resolve("target"));
        Path kept = Files.createFile(target.resolve("kept"));
        Path link =
                Files.createSymbolicLink(parent.resolve(ThrowawayFolder.PREFIX + "4194304-1767225600000-link"), target);
        Path linkInside = Files.createSymbolicLink(dead.resolve("out"), target);

        assertThat(ThrowawayFolder.sweep(parent)).containsExactlyInAnyOrder(empty, dead, recycled);

        assertThat(List.of(living, foreign, kept, link)).allMatch(Files::exists);
        assertThat(linkInside).doesNotExist();
    }

    @Test
    void isEndedWhileItStillStartsAndLeavesNothing() throws Exception {
        ThrowawayPostgres.begin(settings(), 15, 0).close();
        assertThat(folders()).isEmpty();
        try (StartingServer _ = ThrowawayPostgres.begin(settings(), 15, 0)) {
            Awaitility.await().until(this::initdbHasBegun);
        }
        assertThat(folders()).isEmpty();
    }

    private boolean initdbHasBegun() throws IOException {
        try (Stream<Path> files = Files.walk(parent)) {
            return files.anyMatch(file -> file.endsWith("PG_VERSION"));
        } catch (UncheckedIOException changing) {
            return false;
        }
    }

    @Test
    void saysBeforehandThatTheDiskIsTooSmall() {
        assertThatExceptionOfType(ServerUnavailable.class)
                .isThrownBy(() -> ThrowawayPostgres.start(settings(), 15, Long.MAX_VALUE / 2))
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining("bytes are free")
                        .hasMessageContaining(parent.toString()));
        assertThat(folders()).isEmpty();
    }

    @Test
    void saysWhichServerIsMissing() {
        assertThatExceptionOfType(ServerUnavailable.class)
                .isThrownBy(() -> ThrowawayPostgres.start(settings(), 99, 0))
                .satisfies(failure -> {
                    assertThat(failure).hasMessageContaining("PostgreSQL 99");
                    assertThat(failure.remedy()).contains("postgresql-99");
                });
    }

    @Test
    void givesUpAServerThatDoesNotStartInTimeAndCleansUp() {
        ThrowawaySettings hasty = new ThrowawaySettings(parent, settings().postgresFolders(), Duration.ofMillis(1), 0);

        assertThatExceptionOfType(ServerUnavailable.class)
                .isThrownBy(() -> ThrowawayPostgres.start(hasty, 15, 0))
                .withMessageContaining("in time");
        assertThat(folders()).isEmpty();
    }

    private ThrowawaySettings settings() {
        return new ThrowawaySettings(
                parent, List.of(Path.of("/usr/lib/postgresql")), Duration.ofSeconds(60), 1024 * 1024);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(parent.resolve(ThrowawayFolder.PREFIX + name));
    }

    private List<Path> folders() {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(path -> path.getFileName().toString().startsWith(ThrowawayFolder.PREFIX))
                    .toList();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private List<String> privateFolderModes() throws IOException {
        List<String> modes = new java.util.ArrayList<>();
        for (Path folder : folders()) {
            modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
        return modes;
    }

    /** As the operating system sees a program that the server starts. */
    private static String uidInTheServer(PostgresSource database) throws SQLException {
        return answer(database, "CREATE TEMP TABLE id (uid text); COPY id FROM PROGRAM 'id -u'; SELECT uid FROM id");
    }

    private static String answer(PostgresSource database, String sql) throws SQLException {
        String url = "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.database();
        try (Connection connection = DriverManager.getConnection(
                        url, database.user(), database.password().reveal());
                var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static int port(String output) {
        Matcher matcher = Pattern.compile("port=(\\d+)").matcher(output);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
