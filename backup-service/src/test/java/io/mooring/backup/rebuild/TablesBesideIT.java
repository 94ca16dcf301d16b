package io.mooring.backup.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.backup.key.Secret;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.pipeline.SampleBackup;
import io.mooring.backup.read.StoredBackup;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single tables come beside those that are in use, whatever hangs on them, and nothing that is there is touched. */
class TablesBesideIT {

    private static final RebuildSettings SETTINGS =
            new RebuildSettings(2, PipelineSettings.standard().postgresFolders());

    private static final String WORKING = "restoring_1234";
    private static final String SESSION = "mooring-restore-1234";

    /** Everything that may hang on a table. */
    private static final String HARD = """
            CREATE SCHEMA other;
            CREATE TABLE other.empty (id int);
            CREATE UNLOGGED TABLE fleeting (id int);
            INSERT INTO fleeting VALUES (1);
            CREATE FUNCTION shout(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT upper($1)';
            CREATE FUNCTION small(int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT $1 < 1000';
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';
            CREATE TABLE customers (id int PRIMARY KEY);
            INSERT INTO customers SELECT generate_series(1, 10);
            CREATE SEQUENCE ticket;
            CREATE TABLE orders (id bigserial PRIMARY KEY, customer int REFERENCES customers, state mood NOT NULL DEFAULT 'ok',
                amount positive CHECK (small(amount)), note text, ticket int DEFAULT nextval('ticket'),
                loud text GENERATED ALWAYS AS (shout(note)) STORED, UNIQUE (customer, ticket));
            INSERT INTO orders (customer, state, amount, note)
                SELECT i % 10 + 1, 'happy', i, 'note ' || i FROM generate_series(1, 500) i;
            CREATE INDEX orders_amount ON orders (amount);
            CREATE INDEX orders_loud ON orders (shout(note));
            CREATE TRIGGER refused BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION refuse();
            CREATE TRIGGER refused BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION refuse();
            CREATE RULE kept AS ON DELETE TO orders DO INSTEAD NOTHING;
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON orders USING (customer < 5);
            CREATE VIEW seen_orders AS SELECT loud, note FROM orders;
            GRANT SELECT ON orders TO pg_monitor;
            ALTER TABLE events ADD PRIMARY KEY (at, id, what);
            ALTER TABLE events ADD CHECK (small(id));
            """;

    @TempDir
    private static Path folder;

    private static PostgresDatabase admin;
    private static Manifest manifest;
    private static Path dump;

    private final TablesBeside beside = new TablesBeside(target(), SETTINGS);
    private PostgresDatabase live = Postgres.shared().admin();
    private final String restored = "beside_" + UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void takeABackup() throws Exception {
        admin = Postgres.shared().admin();
        PostgresDatabase source = SampleBackup.oddDatabase();
        run(
                source.name(),
                "SET SESSION AUTHORIZATION " + source.user() + ";"
                        + "DELETE FROM events a USING events b WHERE a.ctid < b.ctid AND a.tableoid = b.tableoid"
                        + " AND (a.at, a.id, a.what) = (b.at, b.id, b.what);"
                        + "ALTER TABLE events ALTER id SET NOT NULL, ALTER what SET NOT NULL;" + HARD);
        InMemoryLocation location = new InMemoryLocation("memory");
        SampleBackup sample = SampleBackup.of(source, SampleBackup.SMALL_CHUNKS, location);
        manifest = sample.manifest();
        dump = new Spool(
                        folder.resolve("spool"),
                        StoredBackup.open(location, sample.planId(), sample.runId(), SampleBackup.signers()),
                        SampleBackup.operations(),
                        2,
                        0)
                .fill(bytes -> {});
    }

    @BeforeEach
    void hasALiveDatabase() throws Exception {
        live = Postgres.shared().freshDatabase("live");
        run(live.name(), """
                SET SESSION AUTHORIZATION %s;
                CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy', 'since');
                CREATE DOMAIN positive AS int CHECK (VALUE > 0);
                CREATE TABLE orders (id bigint PRIMARY KEY, customer int, state mood, amount positive, note text, ticket int);
                INSERT INTO orders VALUES (1, 1, 'since', 1, 'live', 1)""".formatted(live.user()));
    }

    @AfterEach
    void dropsTheRestored() throws Exception {
        new TargetServer(target()).drop(restored);
    }

    @Test
    void aTableComesWithRowsAndKeysAndWithoutWhatWouldAct() throws Exception {
        List<TableName> tables = tables("public.orders", "public.events", "public.generated", "public.bytes");

        TablesBeside.Made made = bring(tables);
        assertThat(beside.compare(live.name(), WORKING, manifest.content(), tables, n -> {}))
                .isEmpty();
        beside.publish(live.name(), made, WORKING, "restored_1", "Tables as they were, it's said");

        assertThat(one("SELECT count(*) FROM restored_1.orders")).isEqualTo("500");
        assertThat(one("SELECT count(*) FROM restored_1.events_2025_1")).isNotEqualTo("0");
        assertThat(one("SELECT string_agg(note, ',') FROM orders")).isEqualTo("live");
        assertThat(made.tables()).hasSize(8);
        assertThat(one("SELECT string_agg(indexname, ',' ORDER BY indexname) FROM pg_indexes"
                        + " WHERE schemaname = 'restored_1' AND tablename = 'orders'"))
                .isEqualTo("orders_amount,orders_customer_ticket_key,orders_pkey");
        assertThat(one("SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE"
                        + " c.relnamespace = 'restored_1'::regnamespace"))
                .isEqualTo("0");
        assertThat(
                        one(
                                "SELECT count(*) FROM pg_class WHERE relnamespace = 'restored_1'::regnamespace AND relkind = 'S'"))
                .isEqualTo("0");
        assertThat(one("SELECT relrowsecurity::text || coalesce(relacl::text, '') FROM pg_class"
                        + " WHERE oid = 'restored_1.orders'::regclass"))
                .isEqualTo("false");
        assertThat(one("SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE schemaname = 'restored_1'"))
                .isEqualTo(live.user());
        assertThat(one("SELECT obj_description('restored_1'::regnamespace)"))
                .isEqualTo("Tables as they were, it's said");
        assertThat(one("SELECT reltuples::int FROM pg_class WHERE oid = 'restored_1.orders'::regclass"))
                .isEqualTo("500");
        run(live.name(), "SET SESSION AUTHORIZATION " + live.user() + "; DELETE FROM restored_1.orders WHERE id = 5");
    }

    /** Of a whole database as well: one on a partitioned table refuses every row. */
    @Test
    void triggersComeBackAfterAllRows() throws Exception {
        new RebuildDatabase(target(), SETTINGS).rebuild(dump, restored, "UTF8", List.of(), RebuildObserver.silent());

        assertThat(new CompareContent(target(), 2).all(restored, manifest.content(), n -> {}))
                .isEmpty();
        assertThatThrownBy(() -> run(restored, "INSERT INTO events SELECT * FROM events LIMIT 1"))
                .hasMessageContaining("no");
    }

    @Test
    void aPartitionAndAnHeirComeAlone() throws Exception {
        List<TableName> tables = tables("public.events_2024", "public.child", "public.fleeting");

        bring(tables);

        assertThat(beside.compare(live.name(), WORKING, manifest.content(), tables, n -> {}))
                .isEmpty();
        assertThat(one("SELECT count(*) FROM pg_inherits")).isEqualTo("0");
        assertThat(one("SELECT relpersistence::text FROM pg_class WHERE relname = 'fleeting'"))
                .isEqualTo("p");
    }

    @Test
    void whatIsNotTheSameIsFoundWhereItEndsUp() throws Exception {
        List<TableName> tables = tables("public.orders", "public.bytes");
        bring(tables);
        run(live.name(), "DELETE FROM restoring_1234.orders WHERE id = 7");

        assertThat(beside.compare(live.name(), WORKING, manifest.content(), tables, n -> {}))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.kind()).isEqualTo(ContentDifference.Kind.ROWS);
                    assertThat(difference.words()).contains("orders has 499 rows instead of 500");
                });
    }

    @Test
    void aTypeThatTheLiveDatabaseLacksIsNamedBeforeAnythingIsMade() throws Exception {
        RebuildFailure failure =
                catchThrowableOfType(RebuildFailure.class, () -> bring(tables("public.orders", "public.documents")));

        assertThat(failure.fault()).isEqualTo(RebuildFault.DEFINITION_MISSING);
        assertThat(failure).hasMessageContaining("type public.pair").hasMessageContaining(live.name());
        assertThat(failure).message().doesNotContain("mood");
        assertThat(failure.remedy()).contains("new database");
        assertThat(one("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'restor%'"))
                .isEqualTo("0");
    }

    @Test
    void aValueThatTheLiveTypeDoesNotHaveLeavesNothing() throws Exception {
        run(live.name(), "ALTER TYPE mood RENAME VALUE 'happy' TO 'glad'");

        RebuildFailure failure = catchThrowableOfType(RebuildFailure.class, () -> bring(tables("public.orders")));

        assertThat(failure).hasMessageContaining("invalid input value for enum");
        assertThat(one("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'restor%'"))
                .isEqualTo("0");
    }

    @Test
    void tablesOfOneNameAreRefused() {
        RebuildFailure failure =
                catchThrowableOfType(RebuildFailure.class, () -> bring(tables("public.empty", "other.empty")));

        assertThat(failure.fault()).isEqualTo(RebuildFault.NAMES_COLLIDE);
        assertThat(failure).hasMessageContaining("other.empty and public.empty");
    }

    @Test
    void onlyWhatWasMadeIsDropped() throws Exception {
        TablesBeside.Made made = bring(tables("public.orders", "public.events"));
        beside.publish(live.name(), made, WORKING, "restored_1", "c");
        for (String guest : List.of(
                "TABLE restored_1.guest (id int)",
                "VIEW guest AS SELECT * FROM restored_1.orders",
                "FUNCTION restored_1.guest() RETURNS int LANGUAGE sql AS 'SELECT 1'")) {
            run(live.name(), "CREATE " + guest);

            RebuildFailure failure = catchThrowableOfType(RebuildFailure.class, () -> beside.drop(live.name(), made));

            assertThat(failure.fault()).as(guest).isEqualTo(RebuildFault.SCHEMA_IN_USE);
            assertThat(failure).hasMessageContaining("guest");
            assertThat(one("SELECT count(*) FROM restored_1.orders")).isEqualTo("500");
            run(live.name(), "DROP " + guest.replaceFirst("(?s)( \\(| AS | RETURNS ).*", ""));
        }

        beside.drop(live.name(), made);
        beside.drop(live.name(), made);

        assertThat(beside.name(live.name(), made.schema())).isNull();
        assertThat(one("SELECT count(*) FROM orders")).isEqualTo("1");
    }

    @Test
    void aTableThatSomebodyMovedOutStays() throws Exception {
        TablesBeside.Made made = bring(tables("public.bytes", "public.orders"));
        beside.publish(live.name(), made, WORKING, "restored_1", "c");
        run(live.name(), "ALTER TABLE restored_1.bytes SET SCHEMA public");

        beside.drop(live.name(), made);

        assertThat(one("SELECT count(*) FROM public.bytes")).isEqualTo("502");
    }

    @Test
    void whoeverWasLeftBehindIsEndedBeforeItsWorkIsRemoved() throws Exception {
        try (Connection behind = live.connect();
                Statement statement = behind.createStatement()) {
            statement.execute("SET application_name = '" + SESSION + "'");
            behind.setAutoCommit(false);
            statement.execute("CREATE SCHEMA " + WORKING);
            run(live.name(), "CREATE SCHEMA bystander");

            beside.clear(live.name(), WORKING, SESSION);

            assertThatThrownBy(behind::commit).isInstanceOf(SQLException.class);
        }
        run(live.name(), "CREATE SCHEMA " + WORKING);
        beside.clear(live.name(), WORKING, SESSION);
        assertThat(one("SELECT count(*) FROM pg_namespace WHERE nspname IN ('" + WORKING + "', 'bystander')"))
                .isEqualTo("1");
    }

    @Test
    void theStatementsBringBackWhatIsMissing() throws Exception {
        run(
                live.name(),
                "CREATE TABLE generated (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, net int,"
                        + " gross int GENERATED ALWAYS AS (net * 119 / 100) STORED);"
                        + "INSERT INTO generated (net) SELECT 7 FROM generate_series(1, 5);"
                        + "CREATE TABLE no_key (a int, b text)");
        List<TableName> tables = tables("public.orders", "public.generated", "public.no_key", "public.bytes");
        TablesBeside.Made made = bring(tables);
        beside.publish(live.name(), made, WORKING, "restored_1", "c");

        List<String> statements = CopyStatements.of(target(), live.name(), "restored_1", "restored_1", tables);
        for (String statement : statements) {
            Matcher sql = Pattern.compile("`(.*)`").matcher(statement);
            assertThat(sql.find()).as(statement).isTrue();
            run(live.name(), sql.group(1).replace("WHERE …", "WHERE a = 2"));
        }

        assertThat(one("SELECT count(*) FROM orders")).isEqualTo("500");
        assertThat(one("SELECT note FROM orders WHERE id = 1")).isEqualTo("live");
        assertThat(one("SELECT count(*) FROM generated WHERE gross = net * 119 / 100"))
                .isEqualTo("100");
        assertThat(one("SELECT count(*) FROM no_key")).isEqualTo("1");
        assertThat(one("SELECT count(*) FROM public.bytes")).isEqualTo("502");
        assertThat(statements.get(2)).contains("no primary key");
    }

    /** As restores usually are: no superuser, but a member of the database's owner. */
    @Test
    void aRestoreUserWithoutSuperpowersBringsTablesToo() throws Exception {
        String user =
                "restorer_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        PostgresDatabase restorer = Postgres.shared().roles().createRestorer(live, user, "a secret");
        RebuildTarget modest = new RebuildTarget(restorer.host(), restorer.port(), user, Secret.of("a secret"));
        TablesBeside byRestorer = new TablesBeside(modest, SETTINGS);
        List<TableName> tables = tables("public.orders", "public.events");
        new RebuildDatabase(modest, SETTINGS).rebuild(dump, restored, "UTF8", tables, RebuildObserver.silent());

        byRestorer.clear(live.name(), WORKING, SESSION);
        byRestorer.bring(tables, restored, live.name(), Files.createTempDirectory(folder, "rows"), WORKING, SESSION);
        assertThat(byRestorer.compare(live.name(), WORKING, manifest.content(), tables, n -> {}))
                .isEmpty();
        TablesBeside.Made made = byRestorer.made(live.name(), WORKING);
        byRestorer.publish(live.name(), made, WORKING, "restored_1", "c");

        assertThat(one("SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE schemaname = 'restored_1'"))
                .isEqualTo(live.user());
        byRestorer.drop(live.name(), made);
        assertThat(byRestorer.name(live.name(), made.schema())).isNull();
    }

    @Test
    void theFirstFreeNameIsTaken() throws Exception {
        assertThat(beside.freeName(live.name(), "restored_1")).isEqualTo("restored_1");
        run(live.name(), "CREATE SCHEMA restored_1; CREATE SCHEMA restored_1_2");
        assertThat(beside.freeName(live.name(), "restored_1")).isEqualTo("restored_1_3");
    }

    private TablesBeside.Made bring(List<TableName> tables) throws Exception {
        new RebuildDatabase(target(), SETTINGS).rebuild(dump, restored, "UTF8", tables, RebuildObserver.silent());
        beside.bring(tables, restored, live.name(), Files.createTempDirectory(folder, "rows"), WORKING, SESSION);
        return beside.made(live.name(), WORKING);
    }

    private static List<TableName> tables(String... names) {
        return Arrays.stream(names).map(TableName::parse).toList();
    }

    private static RebuildTarget target() {
        PostgresDatabase server = Postgres.shared().admin();
        return new RebuildTarget(server.host(), server.port(), server.user(), Secret.of(server.password()));
    }

    private String one(String sql) throws Exception {
        return new TargetServer(target()).on(live.name(), connection -> TargetServer.texts(connection, sql)
                .getFirst());
    }

    private static void run(String database, String sql) throws Exception {
        new TargetServer(target()).on(database, connection -> TargetServer.execute(connection, sql));
    }
}
