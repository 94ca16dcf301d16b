package io.mooring.backup.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.source.PgDumpTool;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The places written into a dump from a pipe are those that pg_dump itself writes into a file. */
class ArchiveOffsetsIT {

    /** Up to here a dump in custom format tells its format and the moment, in PostgreSQL 12 to 15. */
    private static final int HEADER = 51;

    @TempDir
    private static Path folder;

    private static PgRestoreTool tool;
    private static PostgresDatabase database;
    private static byte[] piped;

    @BeforeAll
    static void dump() throws Exception {
        tool = PgRestoreTool.find(PipelineSettings.standard().postgresFolders());
        database = Postgres.shared().freshDatabase("offsets");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE many AS SELECT i, md5(i::text) AS t FROM generate_series(1, 50000) i");
            statement.execute("CREATE TABLE none (a int)");
            statement.execute("CREATE TABLE wide AS SELECT i, repeat('x', 3000000) AS t FROM generate_series(1, 2) i");
            statement.execute("CREATE TABLE parts (a int) PARTITION BY LIST (a)");
            statement.execute("CREATE TABLE part PARTITION OF parts FOR VALUES IN (1)");
            statement.execute("INSERT INTO parts SELECT 1 FROM generate_series(1, 10)");
            statement.execute(
                    "SELECT lo_from_bytea(0, '\\x00ff'), lo_from_bytea(0, ''), lo_from_bytea(0, decode(repeat('ab', 100000), 'hex'))");
        }
        Path file = folder.resolve("piped");
        pgDump(List.of(), Redirect.PIPE, file);
        piped = Files.readAllBytes(file);
    }

    @Test
    void areThoseThatPgDumpWritesIntoAFile() throws Exception {
        Path direct = folder.resolve("direct");
        pgDump(List.of("--file=" + direct), Redirect.DISCARD, null);
        Path file = copy(piped);
        assertThat(tail(Files.readAllBytes(file))).isNotEqualTo(tail(Files.readAllBytes(direct)));

        assertThat(ArchiveOffsets.write(file)).isTrue();

        assertThat(tail(Files.readAllBytes(file))).isEqualTo(tail(Files.readAllBytes(direct)));
        byte[] once = Files.readAllBytes(file);
        assertThat(ArchiveOffsets.write(file)).isTrue();
        assertThat(Files.readAllBytes(file)).isEqualTo(once);
    }

    @Test
    void aDumpThatEndsTooEarlyStaysAsItIs() throws Exception {
        for (int length : new int[] {0, 3, 11, 60, 4000, piped.length / 2, piped.length - 1}) {
            byte[] part = Arrays.copyOf(piped, length);
            Path file = copy(part);
            assertThat(ArchiveOffsets.write(file)).as("of %d bytes", length).isFalse();
            assertThat(Files.readAllBytes(file)).isEqualTo(part);
        }
    }

    /** Wherever it is damaged: either what was written is where it belongs, or nothing was. */
    @Test
    void damageNeverMakesPlacesThatAreNone() throws Exception {
        Path file = folder.resolve("small");
        pgDump(List.of("--exclude-table-data=many", "--exclude-table-data=wide"), Redirect.PIPE, file);
        byte[] small = Files.readAllBytes(file);
        assertThat(ArchiveOffsets.write(file)).isTrue();
        for (int at = 0; at < small.length; at += at < 20_000 ? 3 : 1009) {
            byte[] damaged = small.clone();
            damaged[at] ^= 0x41;
            Files.write(file, damaged);
            if (!ArchiveOffsets.write(file)) {
                assertThat(Files.readAllBytes(file)).as("damaged at %d", at).isEqualTo(damaged);
            }
        }
    }

    @Test
    void aFormatThatIsToComeIsLeftToPgRestore() throws Exception {
        byte[] newer = piped.clone();
        newer[6] = 17;
        Path file = copy(newer);
        assertThat(ArchiveOffsets.write(file)).isFalse();
        assertThat(Files.readAllBytes(file)).isEqualTo(newer);
    }

    private static byte[] tail(byte[] dump) {
        return Arrays.copyOfRange(dump, HEADER, dump.length);
    }

    private static Path copy(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("copy"), bytes);
    }

    private static void pgDump(List<String> more, Redirect output, Path into) throws Exception {
        Path pgDump = PgDumpTool.installed(PipelineSettings.standard().postgresFolders()).stream()
                .filter(any -> any.major() == tool.major())
                .findFirst()
                .orElseThrow()
                .executable();
        ProcessBuilder builder = new ProcessBuilder(pgDump.toString(), "--format=custom", "--compress=0")
                .redirectOutput(output)
                .redirectError(Redirect.INHERIT);
        builder.command().addAll(more);
        builder.environment().put("PGHOST", database.host());
        builder.environment().put("PGPORT", Integer.toString(database.port()));
        builder.environment().put("PGUSER", database.user());
        builder.environment().put("PGPASSWORD", database.password());
        builder.environment().put("PGDATABASE", database.name());
        Process process = builder.start();
        if (into != null) {
            Files.copy(process.getInputStream(), into, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(process.waitFor()).isZero();
    }
}
