package io.mooring.backup.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.Secret;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The content hash is equal exactly when the content is. */
class ContentHashIT {

    private static PostgresDatabase database;

    @BeforeAll
    static void create() {
        database = Postgres.shared().freshDatabase("hash");
    }

    @Test
    void doesNotDependOnTheOrderOfRows() throws Exception {
        assertThat(hashOf("(1, 'a'), (2, 'b'), (3, NULL)")).isEqualTo(hashOf("(3, NULL), (1, 'a'), (2, 'b')"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1, 'a'), (2, 'c')",
                "(1, 'b'), (2, 'a')",
                "(1, 'a')",
                "(1, 'a'), (2, 'b'), (2, 'b')",
                "(1, 'a'), (2, 'b'), (2, 'b'), (2, 'b'), (2, 'b')",
                "(1, 'a'), (2, NULL)",
                "(1, 'a'), (2, '')",
                "(1, 'a'), (2, 'b ')",
                "(1, 'a'), (NULL, 'b')",
                "(1, 'a,b'), (2, '')",
            })
    void differsWhenAnythingDoes(String other) throws Exception {
        assertThat(hashOf(other)).isNotEqualTo(hashOf("(1, 'a'), (2, 'b')"));
    }

    @Test
    void equalRowsCountAndDoNotCancelOut() throws Exception {
        assertThat(hashOf("(1, 'a'), (1, 'a')")).isNotEqualTo(hashOf("(2, 'b'), (2, 'b')"));
    }

    @Test
    void twoRowsThatExchangeAValueAreSeenInEveryColumn() throws Exception {
        assertThat(List.of(
                        hashOf("(1, 'a'), (2, 'b')"),
                        hashOf("(1, 'b'), (2, 'a')"),
                        hashOf("(1, 'a'), (2, 'b'), (3, 'c')"),
                        hashOf("(1, 'b'), (2, 'c'), (3, 'a')"),
                        hashOf("(1, '2'), (2, '1')"),
                        hashOf("(1, '1'), (2, '2')")))
                .doesNotHaveDuplicates();
    }

    /** Values below, at and above the length from which SHA-256 stands for them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 513, 3000, 200_000})
    void noticesWhateverHappensToBytes(int length) throws Exception {
        String first = "decode(repeat('00', " + length + "), 'hex')";
        String second = "decode(repeat('ff', " + length + "), 'hex')";
        String onlyTheLastByte = "set_byte(" + first + ", " + (length - 1) + ", 1)";
        String oneByteMore = first + " || '\\x00'::bytea";

        assertThat(List.of(
                        bytesHash(first, second),
                        bytesHash(second, first),
                        bytesHash(onlyTheLastByte, second),
                        bytesHash(oneByteMore, second),
                        bytesHash(first, first),
                        bytesHash("NULL", second),
                        bytesHash("''", second)))
                .doesNotHaveDuplicates();
        assertThat(bytesHash(first, second)).isEqualTo(bytesHash(first, second));
    }

    /** Values that are equal, nearly, or whose hashes the server makes equal. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "numeric; 5; -5",
                "numeric; 1.0; 1.00",
                "numeric; 0; NULL",
                "numeric; 'NaN'; 0",
                "numeric; 'Infinity'; '-Infinity'",
                "numeric(20,4); 12345678901.5; -12345678901.5",
                "numeric; 1e100; 1e104",
                "int8; 1; 4294967296",
                "int8; -1; 4294967295",
                "int8; 9223372036854775807; -9223372036854775808",
                "int8; 0; NULL",
                "int4; 1; -1",
                "int2; 1; 256",
                "bool; true; false",
                "bool; false; NULL",
                "date; '2026-01-01'; '2026-01-02'",
                "date; 'infinity'; '-infinity'",
                "time; '00:00:00.000001'; '01:11:34.967296'",
                "timetz; '10:00+00'; '11:00+01'",
                "timestamp; '2000-01-01 00:00:00.000001'; '2000-01-01 01:11:34.967296'",
                "timestamptz; '2000-01-01 00:00:00.000001+00'; '2000-01-01 01:11:34.967296+00'",
                "timestamptz; 'infinity'; '-infinity'",
                "interval; '1 month'; '30 days'",
                "interval; '1 day'; '24 hours'",
                "float8; 0; '-0'",
                "float8; 0.1; 0.10000000000000002",
                "float4; 0; '-0'",
                "jsonb; '{\"a\": 1.0}'; '{\"a\": 1.00}'",
                "json; '{\"a\":1}'; '{\"a\": 1}'",
                "numeric[]; '{1.0}'; '{1.00}'",
                "int4[]; '{1,2}'; '[0:1]={1,2}'",
                "numrange; '[1.0,2)'; '[1.00,2)'",
                "text; ''; NULL",
                "text COLLATE blind; 'a'; 'A'",
                "varchar; 'a'; 'a '",
                "bpchar; 'a'; 'a '",
                "char(3); 'a'; 'b'",
                "mood; 'sad'; 'glad'",
                "amount; 1.0; 1.00",
                "pair; '(1,1.0)'; '(1,1.00)'",
                "uuid; '00000000-0000-0000-0000-000000000001'; '00000000-0000-0001-0000-000000000000'",
                "inet; '10.0.0.1'; '10.0.0.1/31'",
                "bit(3); '001'; '010'",
                "bytea; '\\x00'; '\\x0000'",
            })
    void tellsValuesOfEveryTypeApartAndSeesThemExchanged(String type, String one, String other) throws Exception {
        makeTypes();
        assertThat(List.of(
                        typedHash(type, one, one),
                        typedHash(type, one, other),
                        typedHash(type, other, one),
                        typedHash(type, other, other)))
                .doesNotHaveDuplicates();
    }

    /** The numbers by which a server knows an enumeration's words differ in every database. */
    @Test
    void isTheSameWhereTheTypesAreMadeAnew() throws Exception {
        makeTypes();
        String before = typedHash("mood", "'sad'", "'glad'");
        makeTypes();
        assertThat(typedHash("mood", "'sad'", "'glad'")).isEqualTo(before);
    }

    @Test
    void hashesATableWithAsManyColumnsAsThereMayBe() throws Exception {
        String columns = IntStream.range(0, 1600)
                .mapToObj(i -> "c" + i + (i % 2 == 0 ? " int2" : " bool"))
                .collect(Collectors.joining(", "));
        run(
                "DROP TABLE IF EXISTS wide",
                "CREATE TABLE wide (" + columns + ")",
                "INSERT INTO wide (c0, c1599) VALUES (1, true)");
        String before = contents().get("wide").hash();
        run("UPDATE wide SET c1599 = false");
        TableContent after = contents().get("wide");
        assertThat(after.hash()).isNotEqualTo(before);
        assertThat(answer(after.sql())).isEqualTo("1 " + after.hash());
        run("DROP TABLE wide");
    }

    @Test
    void hashesATableWithoutColumnsAndOnesWithStrangeNames() throws Exception {
        run(
                "DROP TABLE IF EXISTS nothing, strange",
                "CREATE TABLE nothing ()",
                "INSERT INTO nothing DEFAULT VALUES",
                "INSERT INTO nothing DEFAULT VALUES",
                "CREATE TABLE strange (\"100%s; \"\"DROP\" int8, \"Größe $1\" float8)",
                "INSERT INTO strange VALUES (1, 2)");
        for (String table : List.of("nothing", "strange")) {
            TableContent content = contents().get(table);
            assertThat(answer(content.sql())).isEqualTo((table.equals("nothing") ? 2 : 1) + " " + content.hash());
        }
        run("DROP TABLE nothing, strange");
    }

    /** What servers before PostgreSQL 14 are asked, a newer one answers too. */
    @Test
    void theMethodForOlderServersTellsAsMuch() throws Exception {
        run(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (a int8, b numeric, c bytea)",
                "INSERT INTO t VALUES (1, 2, sha256('x')), (2, NULL, NULL)");
        String before = olderAnswer();
        run("UPDATE t SET b = 2.0 WHERE a = 1");
        assertThat(olderAnswer()).startsWith("2 ").isNotEqualTo(before);
        assertThat(ContentHash.on(13).method()).isEqualTo("sum-of-row-hashes/2");
        assertThat(ContentHash.on(14).method()).isEqualTo("sum-of-row-hashes/3");
    }

    @Test
    void doesNotDependOnWhatTheUserOrDatabaseSets() throws Exception {
        run(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (a timestamptz, b float8, c bytea, d interval, e money, f date)",
                "INSERT INTO t VALUES ('2026-01-02 03:04:05.678+05', 0.1::float8 + 0.2, '\\x00ff', '1 day 2 hours', 5, '2026-02-03')");
        String before = contents().get("t").hash();
        run(
                "ALTER ROLE " + database.user() + " SET timezone = 'Asia/Tokyo'",
                "ALTER ROLE " + database.user() + " SET datestyle = 'German'",
                "ALTER ROLE " + database.user() + " SET intervalstyle = 'iso_8601'",
                "ALTER ROLE " + database.user() + " SET bytea_output = 'escape'",
                "ALTER ROLE " + database.user() + " SET extra_float_digits = -15",
                "ALTER ROLE " + database.user() + " SET search_path = pg_temp, public");
        try {
            assertThat(contents().get("t").hash()).isEqualTo(before);
        } finally {
            run("ALTER ROLE " + database.user() + " RESET ALL");
        }
    }

    @Test
    void aPartitionedTableIsTheSumOfItsPartitionsAndItsOwnSqlSaysTheSame() throws Exception {
        run(
                "DROP TABLE IF EXISTS p",
                "CREATE TABLE p (a int, b text) PARTITION BY LIST (a)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
                "CREATE TABLE p2 (b text, a int)",
                "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2)",
                "CREATE TABLE q (a int, b text) PARTITION BY LIST (a)",
                "CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1, 2)",
                "INSERT INTO p SELECT 1 + i % 2, 'x' || i FROM generate_series(1, 100) i",
                "INSERT INTO q SELECT * FROM p");
        Map<String, TableContent> contents = contents();

        assertThat(contents.get("p").rows()).isEqualTo(100);
        assertThat(contents.get("p").hash()).isEqualTo(contents.get("q").hash());
        for (TableContent table : contents.values()) {
            assertThat(answer(table.sql())).as(table.name()).isEqualTo(table.rows() + " " + table.hash());
        }
        run("DROP TABLE p, q");
    }

    @Test
    void seesTheSnapshotNotWhatCameAfter() throws Exception {
        run("DROP TABLE IF EXISTS s", "CREATE TABLE s AS SELECT i FROM generate_series(1, 10) i");
        try (PostgresSnapshot snapshot = open()) {
            run("DELETE FROM s WHERE i > 5");
            assertThat(byName(snapshot).get("s").rows()).isEqualTo(10);
        }
        assertThat(contents().get("s").rows()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "UTF8"})
    void worksInEveryEncoding(String encoding) throws Exception {
        PostgresDatabase admin = Postgres.shared().admin();
        String name = "enc_" + encoding.toLowerCase(java.util.Locale.ROOT);
        on(admin, "DROP DATABASE IF EXISTS " + name);
        on(
                admin,
                "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING '" + encoding
                        + "' LC_COLLATE 'C' LC_CTYPE 'C'");
        PostgresDatabase other = new PostgresDatabase(admin.host(), admin.port(), name, admin.user(), admin.password());
        String from = encoding.equals("SQL_ASCII") ? "SQL_ASCII" : "LATIN1";
        on(other, "CREATE TABLE t AS SELECT convert_from('\\xe9', '" + from + "') AS v");
        try (PostgresSnapshot snapshot =
                PostgresSnapshot.open(source(other), Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            assertThat(byName(snapshot).get("t").rows()).isEqualTo(1);
        }
    }

    private static String hashOf(String rows) throws Exception {
        run("DROP TABLE IF EXISTS t", "CREATE TABLE t (a int, b text)", "INSERT INTO t VALUES " + rows);
        return contents().get("t").hash();
    }

    private static String bytesHash(String first, String second) throws Exception {
        run(
                "DROP TABLE IF EXISTS bytes",
                "CREATE TABLE bytes (id int, \"the bytes\" bytea)",
                "INSERT INTO bytes VALUES (1, " + first + "), (2, " + second + ")");
        TableContent bytes = contents().get("bytes");
        assertThat(answer(bytes.sql())).isEqualTo("2 " + bytes.hash());
        return bytes.hash();
    }

    private static void makeTypes() throws SQLException {
        run(
                "DROP TABLE IF EXISTS typed",
                "DROP TYPE IF EXISTS mood, pair",
                "DROP DOMAIN IF EXISTS amount",
                "CREATE TYPE mood AS ENUM ('sad', 'glad')",
                "CREATE TYPE pair AS (a int, b numeric)",
                "CREATE DOMAIN amount AS numeric",
                "CREATE COLLATION IF NOT EXISTS blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    }

    private static String typedHash(String type, String first, String second) throws Exception {
        run(
                "DROP TABLE IF EXISTS typed",
                "CREATE TABLE typed (id int, v " + type + ")",
                "INSERT INTO typed VALUES (1, " + first + "), (2, " + second + ")");
        TableContent typed = contents().get("typed");
        assertThat(answer(typed.sql())).isEqualTo("2 " + typed.hash());
        return typed.hash();
    }

    private static String olderAnswer() throws Exception {
        try (Connection connection = database.connect()) {
            SourceTable table = SelectTables.in(connection).stream()
                    .filter(any -> any.name().equals("t"))
                    .findFirst()
                    .orElseThrow();
            return answer(ContentHash.on(13).sql(table));
        }
    }

    private static Map<String, TableContent> contents() throws Exception {
        try (PostgresSnapshot snapshot = open()) {
            return byName(snapshot);
        }
    }

    private static Map<String, TableContent> byName(PostgresSnapshot snapshot) throws SourceFailure {
        return snapshot.hashTables().stream().collect(Collectors.toMap(TableContent::name, table -> table));
    }

    private static PostgresSnapshot open() throws SourceFailure {
        return PostgresSnapshot.open(source(database), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private static PostgresSource source(PostgresDatabase from) {
        return new PostgresSource(from.host(), from.port(), from.name(), from.user(), Secret.of(from.password()));
    }

    private static void run(String... statements) throws SQLException {
        on(database, statements);
    }

    private static void on(PostgresDatabase where, String... statements) throws SQLException {
        try (Connection connection = where.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String answer(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String setting : ContentHash.SETTINGS) {
                statement.execute(setting);
            }
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong("rows") + " " + row.getString("hash");
            }
        }
    }
}
