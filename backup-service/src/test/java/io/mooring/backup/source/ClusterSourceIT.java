package io.mooring.backup.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.key.Secret;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.testkit.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSourceIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static PostgresServer server;

    @BeforeAll
    static void starts() throws Exception {
        server = Postgres.own();
        sql("CREATE ROLE keeper REPLICATION LOGIN PASSWORD 'keep'", "CREATE ROLE reader LOGIN PASSWORD 'read'");
    }

    @AfterAll
    static void stops() {
        server.close();
    }

    @Test
    void tellsWhatItIsToARoleThatMayOnlyReplicate() throws Exception {
        try (ClusterServer asked = ClusterServer.connect(source("keeper", "keep"), TIMEOUT)) {
            ClusterFacts facts = asked.facts();
            assertThat(facts.walSegmentBytes()).isEqualTo(16 << 20);
            assertThat(facts.systemIdentifier()).matches("\\d{15,20}");
            ClusterSample sample = asked.sample("none");
            assertThat(sample.timeline()).isEqualTo(1);
            assertThat(sample.slot()).isNull();
        }
    }

    @Test
    void keepsWalFromTheMomentThatASlotIsMade() throws Exception {
        try (ClusterServer asked = ClusterServer.connect(source("keeper", "keep"), TIMEOUT)) {
            String from = asked.createSlot("kept");
            assertThat(asked.sample("kept").slot().restartLsn()).isEqualTo(from);
            assertThat(asked.sample("kept").slot().isLost()).isFalse();
            asked.dropSlot("kept");
            assertThat(asked.sample("kept").slot()).isNull();
        }
    }

    @Test
    void saysWhatIsWrongWithTheUser() throws Exception {
        refused(() -> ClusterServer.connect(source("keeper", "wrong"), TIMEOUT), "password", "Check the plan's user");
        try (ClusterServer asked = ClusterServer.connect(source("reader", "read"), TIMEOUT)) {
            refused(() -> asked.createSlot("never"), "may not replicate", "REPLICATION");
        }
    }

    @Test
    void saysThatNobodyAnswers() {
        ClusterSource nobody = new ClusterSource("127.0.0.1", 1, "keeper", Secret.of(""), SslMode.PREFER);
        refused(() -> ClusterServer.connect(nobody, TIMEOUT), "does not answer", "firewall");
    }

    @Test
    void refusesTablespacesBeforeItBegins(@TempDir Path folder) throws Exception {
        Path space = Files.createDirectory(folder.resolve("space"));
        sql("CREATE TABLESPACE other LOCATION '" + space + "'");
        try {
            SourceSettings settings = new SourceSettings(TIMEOUT, TIMEOUT, List.of(server.programs()));
            refused(() -> ClusterStream.open(source("keeper", "keep"), "run", settings), "1 tablespaces", "pg_default");
        } finally {
            sql("DROP TABLESPACE other");
        }
    }

    @Test
    void makesSenseOfHowToolsEnd() {
        ClusterSource source = source("keeper", "keep");
        assertThat(ClusterFaults.of(
                        source,
                        "pg_receivewal",
                        1,
                        "pg_receivewal: error: could not write 8192 bytes to WAL file: No space left on device"))
                .hasMessageContaining("disk that receives WAL is full");
        assertThat(ClusterFaults.of(
                        source,
                        "pg_receivewal",
                        1,
                        "FATAL:  number of requested standby connections exceeds max_wal_senders"))
                .hasMessageContaining("no WAL sender left");
        assertThat(ClusterFaults.of(source, "pg_basebackup", 137, "")).hasMessageContaining("killed by signal 9");
        assertThat(ClusterFaults.of(source, "pg_basebackup", 1, "pg_basebackup: error: odd"))
                .hasMessageContaining("said: odd");
    }

    private static void refused(ThrowingCallable call, String message, String remedy) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SourceFailure.class, failure -> {
            assertThat(failure).hasMessageContaining(message);
            assertThat(failure.remedy()).contains(remedy);
        });
    }

    private static ClusterSource source(String user, String password) {
        return new ClusterSource(server.host(), server.port(), user, Secret.of(password), SslMode.PREFER);
    }

    private static void sql(String... statements) throws Exception {
        try (Connection connection = server.admin().connect()) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }
}
