package io.mooring.backup.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.backup.key.Secret;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.pipeline.SampleBackup;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.ReadFault;
import io.mooring.backup.read.StoredBackup;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored backup becomes a database again, is compared with its manifest, and what goes wrong is told. */
class RebuildIT {

    private static final RebuildSettings SETTINGS =
            new RebuildSettings(2, PipelineSettings.standard().postgresFolders());

    @TempDir
    private static Path folder;

    private static InMemoryLocation location;
    private static SampleBackup sample;
    private static Path dump;
    private static Path asStored;
    private static PostgresDatabase admin;

    @BeforeAll
    static void takeABackup() throws Exception {
        location = new InMemoryLocation("memory");
        sample = SampleBackup.ofOddDatabase(location);
        admin = Postgres.shared().admin();
        dump = spool("shared").fill(bytes -> {});
        // Rebuilding writes places into it.
        asStored = Files.copy(dump, folder.resolve("as-stored"));
    }

    @Test
    void theSpooledFileIsTheContentAndOnlyOurs() throws Exception {
        AtomicLong told = new AtomicLong();
        Spool spool = spool("own");

        Path file = spool.fill(told::set);

        assertThat(file).hasSize(sample.manifest().data().contentBytes());
        assertThat(told).hasValue(sample.manifest().data().contentBytes());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        spool.remove();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void aSpoolGoesOnWithTheChunksThatAreMissing() throws Exception {
        List<String> chunks = sample.manifest().data().chunks().stream()
                .map(chunk -> sample.key(chunk.name()))
                .toList();
        InMemoryLocation damaged = copyOf(location);
        damaged.delete(chunks.get(2));
        Path here = folder.resolve("resumed");
        ReadFailure failure = catchThrowableOfType(
                ReadFailure.class,
                () -> new Spool(here, open(damaged), SampleBackup.operations(), 1, 0).fill(bytes -> {}));
        assertThat(failure.fault()).isEqualTo(ReadFault.OBJECT_MISSING);
        assertThat(failure.objectKey()).isEqualTo(chunks.get(2));

        OpenedObjects counting = new OpenedObjects(location);
        Path file = new Spool(here, open(counting), SampleBackup.operations(), 2, 0).fill(bytes -> {});

        assertThat(counting.opened).doesNotContain(chunks.get(0), chunks.get(1)).contains(chunks.get(2));
        assertThat(file).hasSameBinaryContentAs(asStored);
    }

    @Test
    void aJournalOfAnotherBackupOrWithoutItsFileIsNotBelieved() throws Exception {
        Path here = folder.resolve("other");
        new Spool(here, open(location), SampleBackup.operations(), 2, 0).fill(bytes -> {});
        Files.writeString(here.resolve("journal"), "another-backup boot\n0\n1\n2\n");
        Files.write(here.resolve("content"), new byte[10]);

        assertThat(new Spool(here, open(location), SampleBackup.operations(), 2, 0).fill(bytes -> {}))
                .hasSameBinaryContentAs(asStored);
        Files.delete(here.resolve("content"));
        assertThat(new Spool(here, open(location), SampleBackup.operations(), 2, 0).fill(bytes -> {}))
                .hasSameBinaryContentAs(asStored);
    }

    @Test
    void asksForSpaceBeforeItWrites() {
        Spool greedy = new Spool(folder.resolve("greedy"), openUnchecked(), operations(), 2, Long.MAX_VALUE / 2);

        RebuildFailure failure = catchThrowableOfType(RebuildFailure.class, () -> greedy.fill(bytes -> {}));

        assertThat(failure.fault()).isEqualTo(RebuildFault.NO_SPACE);
        assertThat(failure).hasMessageContaining(folder.toString());
    }

    @Test
    void aSuperuserGetsEverythingBackWithItsOwners() throws Exception {
        String name = freshName();
        Recording recording = new Recording();

        Rebuilt rebuilt = new RebuildDatabase(target(), SETTINGS).rebuild(dump, name, "UTF8", List.of(), recording);

        assertThat(rebuilt.ownersRestored()).isTrue();
        assertThat(rebuilt.unknownRoles()).isEmpty();
        assertThat(differences(name)).isEmpty();
        assertThat(recording.steps).containsExactly(RebuildObserver.Step.LOADING, RebuildObserver.Step.ANALYZING);
        assertThat(recording.done).hasValueGreaterThan(50);
        assertThat(sql(name, "SELECT tableowner FROM pg_tables WHERE tablename = 'plain'"))
                .isNotEqualTo(admin.user());
        assertThat(
                        sql(
                                name,
                                "SELECT string_agg(relname, ',') FROM pg_class WHERE relkind IN ('r', 'm', 'p') AND reltuples < 0"))
                .as("tables without statistics")
                .isEqualTo("null");
        assertThat(sql(name, "SELECT count(*) > 0 FROM pg_stats WHERE tablename = 'events' AND inherited"))
                .isEqualTo("t");
    }

    @Test
    void withoutRightsOverTheOwnersEverythingBelongsToTheRestoreUser() throws Exception {
        String user = "restorer_" + freshName();
        TargetServer server = new TargetServer(target());
        server.on(connection ->
                TargetServer.execute(connection, "CREATE ROLE " + user + " LOGIN CREATEDB PASSWORD 'a secret'"));
        RebuildTarget modest = new RebuildTarget(admin.host(), admin.port(), user, Secret.of("a secret"));
        String name = freshName();

        Rebuilt rebuilt =
                new RebuildDatabase(modest, SETTINGS).rebuild(dump, name, "UTF8", List.of(), RebuildObserver.silent());

        assertThat(rebuilt.ownersRestored()).isFalse();
        assertThat(rebuilt.unknownRoles()).hasSize(1);
        assertThat(new CompareContent(modest, 2).all(name, sample.manifest().content(), n -> {}))
                .isEmpty();
    }

    @Test
    void aMemberOfTheOwnerGetsTheOwnerBackWithoutBeingASuperuser() throws Exception {
        String owner = sql(
                "postgres",
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '"
                        + ((ManifestSource.Database) sample.manifest().source()).database() + "'");
        String user = "member_" + freshName();
        new TargetServer(target())
                .on(connection -> TargetServer.execute(
                        connection,
                        "CREATE ROLE " + user + " LOGIN CREATEDB PASSWORD 'a secret'; GRANT \"" + owner + "\" TO "
                                + user));
        RebuildTarget modest = new RebuildTarget(admin.host(), admin.port(), user, Secret.of("a secret"));
        String name = freshName();

        Rebuilt rebuilt =
                new RebuildDatabase(modest, SETTINGS).rebuild(dump, name, "UTF8", List.of(), RebuildObserver.silent());

        assertThat(rebuilt.ownersRestored()).isTrue();
        assertThat(sql(name, "SELECT tableowner FROM pg_tables WHERE tablename = 'plain'"))
                .isEqualTo(owner);
        assertThat(sql(name, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                .isEqualTo(owner);
    }

    @Test
    void selectedTablesComeWithTheirPartitionsAndOthersStayEmpty() throws Exception {
        String name = freshName();
        List<TableName> tables = List.of(
                new TableName("public", "events"),
                new TableName("Odd \"schema", "t"),
                new TableName("public", "bytes"));

        new RebuildDatabase(target(), SETTINGS).rebuild(dump, name, "UTF8", tables, RebuildObserver.silent());

        assertThat(new CompareContent(target(), 2).only(name, sample.manifest().content(), tables, n -> {}))
                .isEmpty();
        assertThat(sql(name, "SELECT count(*) FROM events_2025_1")).isNotEqualTo("0");
        assertThat(sql(name, "SELECT count(*) FROM plain")).isEqualTo("0");
        assertThat(sql(name, "SELECT count(*) FROM pg_indexes WHERE tablename = 'bytes'"))
                .isEqualTo("1");
    }

    @Test
    void everyDifferenceIsFoundAndNamesItsTable() throws Exception {
        String name = freshName();
        new RebuildDatabase(target(), SETTINGS).rebuild(dump, name, "UTF8", List.of(), RebuildObserver.silent());
        sql(name, "DELETE FROM plain WHERE id = 77");
        sql(name, "UPDATE noise SET words = words || 'x' WHERE id = 1999");
        sql(name, "DROP TABLE empty");
        sql(name, "CREATE TABLE intruder (id int)");
        sql(name, "ALTER TABLE bytes RENAME b TO c");
        sql(name, "SELECT lo_unlink(424242)");
        sql(name, "UPDATE events_2024 SET what = 'other' WHERE ctid = (SELECT min(ctid) FROM events_2024)");

        List<ContentDifference> found = differences(name);

        assertThat(found)
                .extracting(ContentDifference::kind, ContentDifference::table)
                .containsExactlyInAnyOrder(
                        pair(ContentDifference.Kind.ROWS, "public.plain"),
                        pair(ContentDifference.Kind.CONTENT, "public.noise"),
                        pair(ContentDifference.Kind.MISSING_TABLE, "public.empty"),
                        pair(ContentDifference.Kind.EXTRA_TABLE, "public.intruder"),
                        pair(ContentDifference.Kind.SHAPE, "public.bytes"),
                        pair(ContentDifference.Kind.CONTENT, "public.events"),
                        pair(ContentDifference.Kind.CONTENT, "public.events_2024"),
                        pair(ContentDifference.Kind.LARGE_OBJECTS, "large objects"));
        assertThat(found)
                .allSatisfy(difference -> assertThat(difference.words()).isNotBlank());
    }

    @Test
    void aManifestThatOrdersMoreThanQuestionsIsRefused() {
        for (String evil : List.of("DROP TABLE plain;", "SELECT 1; DROP TABLE plain;", "SELECT $$a$$;")) {
            Manifest.Content content = new Manifest.Content(
                    "sum-of-row-hashes/2",
                    List.of(),
                    List.of(new Manifest.Table("public", "plain", "table", 1, "0".repeat(32), evil)),
                    0);
            RebuildFailure failure = catchThrowableOfType(
                    RebuildFailure.class, () -> new CompareContent(target(), 1).all("postgres", content, n -> {}));
            assertThat(failure.fault()).isEqualTo(RebuildFault.UNSAFE_MANIFEST);
        }
    }

    @Test
    void aTakenNameIsNeverOverwritten() throws Exception {
        PostgresDatabase taken = Postgres.shared().freshDatabase("taken");

        RebuildFailure failure =
                catchThrowableOfType(RebuildFailure.class, () -> new RebuildDatabase(target(), SETTINGS)
                        .rebuild(dump, taken.name(), "UTF8", List.of(), RebuildObserver.silent()));

        assertThat(failure.fault()).isEqualTo(RebuildFault.DATABASE_EXISTS);
        assertThat(failure).hasMessageContaining(taken.name());
    }

    @Test
    void whatPgRestoreStumblesOverIsToldInItsWords() throws Exception {
        byte[] whole = Files.readAllBytes(dump);
        Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, whole.length / 2));

        RebuildFailure failure =
                catchThrowableOfType(RebuildFailure.class, () -> new RebuildDatabase(target(), SETTINGS)
                        .rebuild(cut, freshName(), "UTF8", List.of(), RebuildObserver.silent()));

        assertThat(failure.fault()).isEqualTo(RebuildFault.RESTORE_FAILED);
        assertThat(failure).hasMessageContaining("pg_restore").message().doesNotContain("said: nothing");
    }

    @Test
    void wrongPasswordsAndMissingServersAreTold() {
        RebuildTarget locked = new RebuildTarget(admin.host(), admin.port(), "nobody", Secret.of("wrong"));
        RebuildTarget nowhere = new RebuildTarget("localhost", 1, "nobody", Secret.of(""));

        assertThat(catchThrowableOfType(RebuildFailure.class, () -> new TargetServer(locked).major())
                        .fault())
                .isEqualTo(RebuildFault.TARGET_REFUSED);
        assertThat(catchThrowableOfType(RebuildFailure.class, () -> new TargetServer(nowhere).major())
                        .fault())
                .isEqualTo(RebuildFault.TARGET_UNREACHABLE);
    }

    @Test
    void anInterruptEndsPgRestoreWithItsWorkers() throws Exception {
        String name = freshName();
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread worker = Thread.currentThread();
        Thread holdUp = Thread.ofVirtual().start(() -> {
            try {
                locked.await();
                Awaitility.await().until(() -> sql("postgres", waitingIn(name)).equals("t"));
                worker.interrupt();
                ended.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> new RebuildDatabase(target(), SETTINGS)
                .rebuild(dump, name, "UTF8", List.of(), new Recording() {
                    @Override
                    public void entries(long done, long total) {
                        if (done == 1) {
                            Thread.ofVirtual().start(() -> lockCatalogue(name, locked, ended));
                        }
                    }
                }));

        ended.countDown();
        holdUp.join();
        Awaitility.await().until(() -> sql("postgres", sessionsOf(name)).equals("f"));
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains(name));
    }

    /** Nothing goes on in the database until {@code ended}. */
    private static void lockCatalogue(String name, CountDownLatch locked, CountDownLatch ended) {
        try {
            new TargetServer(target()).on(name, connection -> {
                connection.setAutoCommit(false);
                TargetServer.execute(connection, "LOCK TABLE pg_catalog.pg_class IN ACCESS EXCLUSIVE MODE");
                locked.countDown();
                try {
                    return ended.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            });
        } catch (RebuildFailure failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void anInterruptEndsAComparison() throws Exception {
        String name = freshName();
        sql("postgres", "CREATE DATABASE " + name);
        sql(name, "CREATE TABLE slow ()");
        Manifest.Content here = new Manifest.Content(
                "sum-of-row-hashes/2",
                List.of(),
                List.of(new Manifest.Table(
                        "public", "slow", "table", 1, "0".repeat(32), "SELECT 1, 'x' FROM pg_sleep(600);")),
                0);
        Thread test = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            Awaitility.await().until(() -> sql("postgres", sessionsOf(name)).equals("t"));
            test.interrupt();
        });

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> new CompareContent(target(), 2).all(name, here, n -> {}));
        Awaitility.await().until(() -> sql("postgres", sessionsOf(name)).equals("f"));
    }

    /** A session that is still being opened waits for the catalogue too, and is in no list of sessions yet. */
    private static String waitingIn(String database) {
        return "SELECT count(*) > 0 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
                + " WHERE NOT granted AND datname = '" + database + "'";
    }

    private static String sessionsOf(String database) {
        return "SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'mooring-restore' AND state = 'active'"
                + " AND datname = '" + database + "'";
    }

    private static org.assertj.core.groups.Tuple pair(Object one, Object two) {
        return org.assertj.core.groups.Tuple.tuple(one, two);
    }

    private static List<ContentDifference> differences(String database) throws Exception {
        return new CompareContent(target(), 2).all(database, sample.manifest().content(), n -> {});
    }

    private static String sql(String database, String sql) throws Exception {
        return new TargetServer(target()).on(database, connection -> {
            try (var statement = connection.createStatement()) {
                if (!statement.execute(sql)) {
                    return "";
                }
                try (var rows = statement.getResultSet()) {
                    return rows.next() ? String.valueOf(rows.getString(1)) : "";
                }
            }
        });
    }

    private static RebuildTarget target() {
        return new RebuildTarget(admin.host(), admin.port(), admin.user(), Secret.of(admin.password()));
    }

    private static String freshName() {
        return "rebuilt_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static Spool spool(String name) throws Exception {
        return new Spool(folder.resolve(name), open(location), SampleBackup.operations(), 2, 0);
    }

    private static StoredBackup open(BackupLocation from) throws Exception {
        return StoredBackup.open(from, sample.planId(), sample.runId(), SampleBackup.signers());
    }

    private static StoredBackup openUnchecked() {
        try {
            return open(location);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static io.mooring.backup.key.DecryptionKey operations() {
        try {
            return SampleBackup.operations();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static InMemoryLocation copyOf(BackupLocation from) throws Exception {
        InMemoryLocation copy = new InMemoryLocation("copy");
        for (var object : from.list("")) {
            try (var in = from.open(object.key());
                    var sink = copy.create(object.key())) {
                byte[] bytes = in.readAllBytes();
                sink.write(bytes, 0, bytes.length);
                sink.commit();
            }
        }
        return copy;
    }

    private static class Recording implements RebuildObserver {

        final List<Step> steps = new ArrayList<>();
        final AtomicLong done = new AtomicLong();

        @Override
        public void step(Step step) {
            steps.add(step);
        }

        @Override
        public void entries(long now, long total) {
            assertThat(now).isLessThanOrEqualTo(total);
            done.set(now);
        }
    }
}
