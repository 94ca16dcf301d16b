package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.StopReason;
import io.mooring.backup.key.GpgHome;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Secret;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.pipeline.SealFile;
import io.mooring.backup.pipeline.Shell;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.SslMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The signed index beside the WAL, checked by the commands of docs/restore-without-mooring.md with stock tools. */
class WalIndexIT {

    private static final SegmentSize SIZE = SegmentSize.STANDARD;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SOON = Duration.ofNanos(1);
    private static final Path PAGE = Path.of("..", "docs", "restore-without-mooring.md");
    private static final String MOORING = "Mooring <mooring@example.org>";

    private static GpgHome gpg;
    private static Path publicKey;
    private static ManifestSigner signer;

    @TempDir
    Path folder;

    private final InMemoryWalRows rows = new InMemoryWalRows();
    private DirectoryLocation location;
    private Path wal;
    private IndexWal index;
    private Instant now = Instant.now();

    @BeforeAll
    static void makesAKey() throws Exception {
        gpg = new GpgHome();
        publicKey = gpg.curve25519(MOORING);
        signer = ManifestSigner.read(gpg.secretKey(MOORING), Secret.of(""), Instant.now());
    }

    @AfterAll
    static void forgetsIt() {
        gpg.close();
    }

    @BeforeEach
    void stores() throws Exception {
        location = new DirectoryLocation("nas", folder, 0);
        wal = folder.resolve("main/wal");
        index = index(SOON);
        for (long number = 1; number <= 3; number++) {
            store(number);
        }
        Files.createDirectories(folder.resolve("restored"));
        Files.writeString(
                folder.resolve("restored/backup_label"),
                "START WAL LOCATION: 0/2000028 (file " + new Segment(1, 2).name(SIZE)
                        + ")\nCHECKPOINT LOCATION: 0/2000060\n");
    }

    @Test
    void isCheckedWithStockTools() throws Exception {
        assertThat(indexed()).isEqualTo(3);
        store(4);
        assertThat(indexed()).isEqualTo(1);

        assertThat(names("index.*"))
                .containsExactly(
                        "index.000001.sha256",
                        "index.000001.sha256.sig",
                        "index.000002.sha256",
                        "index.000002.sha256.sig");
        assertThat(check().succeeded()).contains("# written " + now);
    }

    @Test
    void namesWhatIsFalseOrMissing() throws Exception {
        indexed();
        byte[] right = Files.readAllBytes(wal.resolve(object(3).name()));
        Files.writeString(wal.resolve(object(3).name()), "something else");
        assertThat(check().exit()).isNotZero();
        assertThat(check().output()).contains(object(3).name() + ": FAILED");

        Files.delete(wal.resolve(object(3).name()));
        assertThat(check().exit()).isNotZero();
        assertThat(check().output()).contains(object(3).name() + ": FAILED open or read");

        Files.write(wal.resolve(object(3).name()), right);
        Files.delete(wal.resolve(object(1).name()));
        check().succeeded();
    }

    @Test
    void noticesAPartThatIsTakenOutChangedOrAnotherOnes() throws Exception {
        for (long number = 4; number <= 6; number++) {
            indexed();
            store(number);
        }
        check().succeeded();
        Path second = wal.resolve("index.000002.sha256");
        byte[] right = Files.readAllBytes(second);

        Files.move(second, folder.resolve("second"));
        assertThat(check().output()).contains("index.000003.sha256 does not follow the part before it");
        assertThat(check().exit()).isNotZero();

        Files.writeString(second, new String(right, StandardCharsets.UTF_8).replace("# part 2", "# part 9"));
        assertThat(check().exit()).isNotZero();
        assertThat(check().output()).contains("BAD signature");

        Files.write(second, right);
        check().succeeded();
        try (GpgHome thief = new GpgHome()) {
            thief.curve25519("Thief <thief@example.org>");
            ManifestSigner other =
                    ManifestSigner.read(thief.secretKey("Thief <thief@example.org>"), Secret.of(""), Instant.now());
            Files.write(wal.resolve("index.000002.sha256.sig"), other.sign(right, Instant.now()));
        }
        assertThat(check().exit()).isNotZero();
        assertThat(check().output()).contains("No public key");
    }

    @Test
    void goesOnAfterAProcessThatDiedOrForgotEverything() throws Exception {
        indexed();
        Files.writeString(wal.resolve("index.000002.sha256.sig"), "the part never came");
        store(4);
        index = index(SOON);

        assertThat(indexed()).isEqualTo(1);
        check().succeeded();
        assertThat(Files.readString(wal.resolve("index.000002.sha256")))
                .contains("# previous " + WalIndexPart.sha256(Files.readAllBytes(wal.resolve("index.000001.sha256"))))
                .contains(object(4).name())
                .doesNotContain(object(3).name());
        assertThat(indexed()).as("nothing new, no part").isZero();
    }

    @Test
    void leavesAloneWhatAFormerOwnerStillWroteAndGoesOnBehindIt() throws Exception {
        IndexWal former = index(SOON);
        indexed();
        now = Instant.now();
        former.index();
        store(4);
        now = Instant.now();
        former.index();
        store(5);

        assertThatThrownBy(this::indexed).as("its part is taken").hasMessageContaining("index.000002");
        check().succeeded();
        index = index(SOON);
        assertThat(indexed()).isEqualTo(1);
        check().succeeded();
    }

    @Test
    void waitsUntilItIsTimeOrThereIsMuch() throws Exception {
        index = index(Duration.ofMinutes(5));
        assertThat(index.index()).as("not yet").isZero();
        for (long number = 4; number <= 64; number++) {
            store(number);
        }
        assertThat(index.index()).isEqualTo(64);
        store(65);
        assertThat(index.index()).isZero();
        now = now.plus(Duration.ofMinutes(5));
        assertThat(index.index()).isEqualTo(1);
    }

    @Test
    void goesWithTheWalThatNobodyNeedsAndNotWithWhatIsMerelyGone() throws Exception {
        indexed();
        store(4);
        indexed();
        for (long number = 1; number <= 3; number++) {
            Files.delete(wal.resolve(object(number).name()));
        }
        indexed();
        assertThat(names("index.000001*")).as("it tells that they are missing").hasSize(2);

        for (long number = 1; number <= 3; number++) {
            rows.removed("main", object(number).name(), "nas").block();
        }
        indexed();
        assertThat(names("index.*")).containsExactly("index.000002.sha256", "index.000002.sha256.sig");
        Files.writeString(
                folder.resolve("restored/backup_label"),
                "START WAL LOCATION: 0/4000028 (file " + new Segment(1, 4).name(SIZE) + ")\n");
        check().succeeded();
    }

    /** Now: keys vouch for nothing that is older than they are. */
    private int indexed() throws Exception {
        now = Instant.now();
        return index.index();
    }

    private Shell.Result check() throws Exception {
        String page = Files.readString(PAGE);
        String from = "```bash wal\n";
        int start = page.indexOf(from) + from.length();
        return Shell.bash(
                page.substring(start, page.indexOf("\n```", start)),
                folder,
                Map.of(
                        "SIGNING_KEY", publicKey.toString(),
                        "RESTORE_TO", folder.resolve("restored").toString(),
                        "WAL_FROM", wal.toString(),
                        "GNUPGHOME", gpg.folder().toString()));
    }

    private List<String> names(String glob) throws Exception {
        try (var found = Files.newDirectoryStream(wal, glob)) {
            return StreamSupport.stream(found.spliterator(), false)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private void store(long number) throws Exception {
        WalObject object = object(number);
        rows.sealed("main", object).block();
        try (ObjectSink sink = location.create(object.key("main"))) {
            byte[] content = content(number);
            sink.write(content, 0, content.length);
            sink.commit();
        }
        rows.stored("main", object.name(), "nas", NOON).block();
    }

    private static byte[] content(long number) {
        return ("segment " + number).getBytes(StandardCharsets.UTF_8);
    }

    private static WalObject object(long number) {
        Segment segment = new Segment(1, number);
        return new WalObject(
                WalObject.name(segment.name(SIZE)),
                WalKind.SEGMENT,
                1,
                number,
                segment.end(SIZE),
                SIZE.bytes(),
                content(number).length,
                WalIndexPart.sha256(content(number)),
                null,
                NOON);
    }

    private IndexWal index(Duration every) throws Exception {
        WalTask task = new WalTask(
                "main",
                "Main",
                new ClusterSource("db", 5432, "keeper", Secret.of(""), SslMode.PREFER),
                List.of(location),
                new SealFile(List.of(), 1),
                null,
                Duration.ofSeconds(2),
                Duration.ZERO,
                1 << 30,
                Path.of("/nowhere"),
                List.of());
        return new IndexWal(task, location, signer, every, rows, new Held(), () -> now);
    }

    private static final class Held implements JobControl {

        @Override
        public <T> @Nullable T record(Mono<T> change) {
            return change.block();
        }

        @Override
        public <T> @Nullable T finish(Mono<T> change) {
            return change.block();
        }

        @Override
        public Optional<StopReason> stopReason() {
            return Optional.empty();
        }

        @Override
        public Optional<String> cancelledBy() {
            return Optional.empty();
        }
    }
}
