package io.mooring.backup.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.backup.key.GpgHome;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.source.FileTreeSource;
import io.mooring.backup.source.OpenEverySource;
import io.mooring.backup.source.SourceKind;
import io.mooring.backup.source.tree.InMemoryKnownTrees;
import io.mooring.backup.source.tree.TreeAttributes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File trees are backed up once, then only what changed; the manifest's own commands bring every run back with stock tools. */
class FileTreeIT {

    private static final long SMALL_PACKS = 1024 * 1024;
    private static final String PLAN = "uploads";

    @TempDir
    Path folder;

    private final InMemoryKnownTrees known = new InMemoryKnownTrees();
    private Duration later = Duration.ZERO;
    private Path tree;
    private BackupLocation nas;
    private List<Recipient> recipients = List.of();
    private int runs;

    @BeforeEach
    void makeFolders() throws Exception {
        tree = Files.createDirectory(folder.resolve("tree"));
        recipients = Backups.recipients();
        nas = new DirectoryLocation("nas", Files.createDirectory(folder.resolve("nas")), 0);
    }

    @Test
    void bringsBackEverythingWithStockTools() throws Exception {
        OddTree.fill(tree);

        BackupOutcome outcome = backUp();

        assertThat(outcome.manifest().files().unreadable()).isZero();
        assertThat(outcome.manifest().files().skipped()).isEqualTo(1);
        assertThat(outcome.manifest().data().chunks()).hasSizeGreaterThan(3);
        Path restored = restored(outcome, Backups.OPERATIONS);
        assertThat(OddTree.described(restored)).isEqualTo(OddTree.described(tree));
        for (String sparse : List.of("holes", "only a hole", "hole at the end", "hole first")) {
            assertThat(OddTree.allocated(restored.resolve(sparse)))
                    .as(sparse)
                    .isLessThanOrEqualTo(OddTree.allocated(tree.resolve(sparse)) + 4096);
        }
    }

    @Test
    void movesOnlyWhatChangedAndEveryRunIsWhole() throws Exception {
        OddTree.fill(tree);
        BackupOutcome full = settledBackUp();
        String then = OddTree.described(tree);
        OddTree.sh(tree, """
                head -c 1000000 random > start; tail -c +1000001 random > end
                { cat start; printf 'put in between'; cat end; } > random; rm start end
                printf changed > a/b/file; rm -r a-b; mv $'\\xff\\xfe' $'\\xfe'; printf new > new; chmod 0600 'compresses well'
                """);

        BackupOutcome second = settledBackUp();

        assertThat(second.manifest().run().chainId())
                .isEqualTo(full.manifest().run().id());
        assertThat(second.manifest().references()).isNotEmpty();
        assertThat(data(second)).isLessThan(2 * 4 * 1024 * 1024);
        assertThat(data(full)).isGreaterThan(9_000_000);
        assertThat(OddTree.described(restored(second, Backups.ESCROW))).isEqualTo(OddTree.described(tree));
        assertThat(OddTree.described(restored(full, Backups.ESCROW))).isEqualTo(then);

        BackupOutcome third = settledBackUp();

        assertThat(third.manifest().data().chunks()).isEmpty();
        assertThat(third.manifest().data().storedBytes()).isLessThan(100_000);
        assertThat(OddTree.described(restored(third, Backups.OPERATIONS))).isEqualTo(OddTree.described(tree));
    }

    @Test
    void noticesAChangeThatLeavesSizeAndTimeAsTheyWere() throws Exception {
        OddTree.sh(tree, "printf before > file; touch -d @1000000000 file");
        settledBackUp();
        OddTree.sh(tree, "printf after! > file; touch -d @1000000000 file");

        assertThat(Files.readString(
                        restored(settledBackUp(), Backups.OPERATIONS).resolve("file")))
                .isEqualTo("after!");
    }

    @Test
    void bringsBackExtendedAttributesAndAclsWithStockTar() throws Exception {
        attributes();

        BackupOutcome outcome = backUp();

        Path restored = restored(outcome, Backups.OPERATIONS);
        assertThat(TreeAttributes.described(restored))
                .isEqualTo(TreeAttributes.described(tree))
                .contains("posix_acl_default", "user.equals=and%percent", "user.caf\u00e9");
        assertThat(OddTree.described(restored)).isEqualTo(OddTree.described(tree));
        Manifest.Attributes counted = outcome.manifest().files().attributes();
        assertThat(counted.entries()).isEqualTo(OddTree.root() ? 9 : 7);
        assertThat(counted.unread()).isZero();
    }

    @Test
    void backsUpAttributesAgainThatChangedWithoutTheContent() throws Exception {
        attributes();
        OddTree.sh(tree, "printf x > bare; printf x > 'bare always'");
        settledBackUp();
        settledBackUp();
        TreeAttributes.set(tree, "bare", "user.first", new byte[1]);
        TreeAttributes.set(tree, "holes", "user.sparse", "changed".getBytes(UTF_8));
        TreeAttributes.set(tree, "in", "user.new", "new".getBytes(UTF_8));
        if (OddTree.root()) {
            TreeAttributes.set(tree, "link", "trusted.of-the-link", "changed".getBytes(UTF_8));
        }

        BackupOutcome next = settledBackUp();

        assertThat(next.manifest().run().chainId()).isNotNull();
        assertThat(TreeAttributes.described(restored(next, Backups.OPERATIONS)))
                .isEqualTo(TreeAttributes.described(tree));
    }

    @Test
    void asksTarForAttributesOnlyWhereThereAreSome() throws Exception {
        OddTree.sh(tree, "printf x > file");

        assertThat(backUp().manifest().restore().commands().toString()).doesNotContain("xattrs", "acls");
    }

    private void attributes() throws Exception {
        OddTree.sh(tree, """
                printf x > plain; mkdir in; ln -s plain link; truncate -s 9M holes; printf x >> holes
                printf x > 'read only'; printf x > many; printf x > program
                """);
        TreeAttributes.fill(tree, OddTree.root());
        OddTree.sh(tree, "printf inherited > in/below; chmod 0444 'read only'");
    }

    @Test
    void buildsOnNothingThatWasNotRecorded() throws Exception {
        OddTree.sh(tree, "head -c 300000 /dev/urandom > file");
        BackupOutcome forgotten = take(source(SourceKind.FILES, 30), new Recording(), nas);

        BackupOutcome next = backUp();

        assertThat(next.manifest().run().chainId()).isNull();
        assertThat(next.manifest().references()).isEmpty();
        assertThat(data(next)).isEqualTo(data(forgotten));
    }

    @Test
    void beginsAnewAfterSoManyRunsOrDays() throws Exception {
        OddTree.sh(tree, "head -c 300000 /dev/urandom > file");
        String first = backUp(3).manifest().run().id();

        assertThat(backUp(3).manifest().run().chainId()).isEqualTo(first);
        assertThat(backUp(3).manifest().run().chainId()).isEqualTo(first);
        Manifest fourth = backUp(3).manifest();
        assertThat(fourth.run().chainId()).isNull();
        later = later.plus(Duration.ofDays(6));
        assertThat(backUp(3).manifest().run().chainId()).isEqualTo(fourth.run().id());
        later = later.plus(Duration.ofDays(2));
        assertThat(backUp(3).manifest().run().chainId()).isNull();
    }

    @Test
    void configurationIsWholeEachTime() throws Exception {
        OddTree.sh(tree, "printf secret > key");
        take(source(SourceKind.CONFIGURATION, 30), new Recording(), nas);
        known.commit("run-" + runs);

        BackupOutcome next = take(source(SourceKind.CONFIGURATION, 30), new Recording(), nas);

        assertThat(next.manifest().source().kind()).isEqualTo("configuration");
        assertThat(next.manifest().run().chainId()).isNull();
        assertThat(next.manifest().data().chunks()).hasSize(1);
    }

    @Test
    void beginsAnewWhenALocationLacksAPartOfTheChain() throws Exception {
        OddTree.sh(tree, "head -c 300000 /dev/urandom > file");
        backUp();
        BackupLocation other = new InMemoryLocation("other");

        assertThat(take(source(SourceKind.FILES, 30), new Recording(), nas, other)
                        .manifest()
                        .run()
                        .chainId())
                .isNull();

        nas.delete(ObjectKeys.folder(PLAN, "run-1") + ObjectKeys.chunkName(1));
        assertThat(backUp().manifest().run().chainId()).isNull();
    }

    @Test
    void beginsAnewWhenSomebodyIsToReadItWhoCannotReadTheChain() throws Exception {
        OddTree.sh(tree, "head -c 300000 /dev/urandom > file");
        Recipient third = Recipient.read(Backups.SIGNER_KEY);
        String first = backUp().manifest().run().id();

        recipients = List.of(recipients.getFirst(), recipients.getLast(), third);
        Manifest forThree = backUp().manifest();

        assertThat(forThree.run().chainId()).isNull();
        assertThat(forThree.references()).isEmpty();
        assertThat(backUp().manifest().run().chainId())
                .isEqualTo(forThree.run().id())
                .isNotEqualTo(first);

        recipients = recipients.subList(0, 2);

        assertThat(backUp().manifest().run().chainId())
                .as("whoever is to read it can read it all")
                .isEqualTo(forThree.run().id());
    }

    @Test
    void isNotStoredWhereAPartOfTheChainGoesMissingMeanwhile() throws Exception {
        OddTree.sh(tree, "head -c 300000 /dev/urandom > file");
        InMemoryLocation other = new InMemoryLocation("other");
        take(source(SourceKind.FILES, 30), new Recording(), nas, other);
        known.commit("run-1");
        OddTree.sh(tree, "printf more > more");
        Recording removing = new Recording(bytes -> {}) {
            @Override
            public void phase(Phase phase) {
                if (phase == Phase.DUMPING) {
                    other.delete(ObjectKeys.folder(PLAN, "run-1") + ObjectKeys.chunkName(1));
                }
            }
        };

        BackupOutcome outcome = take(source(SourceKind.FILES, 30), removing, nas, other);

        assertThat(outcome.manifest().run().chainId()).isEqualTo("run-1");
        assertThat(outcome.copies())
                .extracting(CopyProgress::state)
                .containsExactly(CopyState.STORED, CopyState.FAILED);
        assertThat(outcome.copies().getLast().problem()).contains("run-1/data.000001.zst.pgp");
        assertThat(other.list(ObjectKeys.folder(PLAN, "run-2"))).isEmpty();
    }

    @Test
    void tellsThatAFileChangedWhileItWasRead() throws Exception {
        OddTree.sh(tree, "head -c 60000000 /dev/urandom > log");
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                append(tree.resolve("log"));
            }
        });
        BackupOutcome outcome;
        try {
            outcome = backUp();
        } finally {
            done.set(true);
            writer.join();
        }

        assertThat(outcome.manifest().files().changedWhileRead()).isEqualTo(1);
        Path restored = restored(outcome, Backups.OPERATIONS);
        long size = Files.size(restored.resolve("log"));
        assertThat(size).isBetween(60_000_000L, Files.size(tree.resolve("log")));
        OddTree.sh(folder, "cmp -n " + size + " tree/log " + folder.relativize(restored) + "/log");
        assertThat(notes).contains("changed while read: log");
    }

    @Test
    void tellsWhatItCouldNotRead() throws Exception {
        Path odd = tree;
        if (OddTree.root()) {
            // Root may read everything but what the kernel itself does not hand out.
            odd = Path.of(OddTree.sh(Path.of("/"), "find /sys -maxdepth 6 -type f -perm 0200 -print -quit")
                            .strip())
                    .getParent();
        } else {
            OddTree.sh(tree, "printf secret > closed; chmod 0 closed");
        }

        BackupOutcome outcome = take(
                new FileTreeSource(SourceKind.FILES, odd, List.of(), true, Duration.ofDays(7), 1),
                new Recording(),
                nas);

        assertThat(outcome.manifest().files().unreadable()).isPositive();
        restored(outcome, Backups.OPERATIONS);
        assertThat(notes).contains("not readable (no permission): ");
    }

    @Test
    void failsInWordsWhenTheRootIsNotThere() throws Exception {
        Files.delete(tree);

        BackupFailure failure = catchThrowableOfType(BackupFailure.class, this::backUp);

        assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_UNREADABLE);
        assertThat(failure).hasMessageContaining(tree + " could not be read: it is not there");
    }

    @Test
    void leavesOutWhatIsExcluded() throws Exception {
        OddTree.sh(
                tree,
                "mkdir -p a/cache b c/d; touch a/cache/x b/x.tmp b/x c/d/Zürich c/keep 'a/cache '; touch b/y.tmp.gz");

        BackupOutcome outcome = take(
                new FileTreeSource(
                        SourceKind.FILES, tree, List.of("cache", "*.tmp", "c/**/Z?rich"), false, Duration.ofDays(7), 1),
                new Recording(),
                nas);

        assertThat(OddTree.sh(restored(outcome, Backups.OPERATIONS), "find . | sort"))
                .isEqualTo(".\n./a\n./a/cache \n./b\n./b/x\n./b/y.tmp.gz\n./c\n./c/d\n./c/keep\n");
    }

    private BackupOutcome backUp() throws Exception {
        return backUp(30);
    }

    /** So long after the tree was written that its files' times are trusted. */
    private BackupOutcome settledBackUp() throws Exception {
        later = later.plusSeconds(5);
        return backUp();
    }

    private BackupOutcome backUp(int fullRuns) throws Exception {
        BackupOutcome outcome = take(source(SourceKind.FILES, fullRuns), new Recording(), nas);
        known.commit(outcome.manifest().run().id());
        return outcome;
    }

    private FileTreeSource source(SourceKind kind, int fullRuns) {
        return new FileTreeSource(kind, tree, List.of(), false, Duration.ofDays(7), fullRuns);
    }

    private BackupOutcome take(FileTreeSource source, Recording recording, BackupLocation... locations)
            throws Exception {
        runs++;
        PipelineSettings settings = Backups.settings(SMALL_PACKS, Duration.ofSeconds(30));
        BackupJob job = new BackupJob(
                "run-" + runs, PLAN, "Uploads", source, List.of(locations), recipients, Backups.signer(), 1);
        return new TakeBackup(settings, new OpenEverySource(settings.forSources(), known), () -> Instant.now()
                        .plus(later))
                .take(job, recording);
    }

    private static long data(BackupOutcome outcome) {
        return outcome.manifest().data().chunks().stream()
                .mapToLong(Manifest.Chunk::bytes)
                .sum();
    }

    private String notes = "";

    /** With the keys of one recipient and the public key of who signs. */
    private Path restored(BackupOutcome outcome, String who) throws Exception {
        String runId = outcome.manifest().run().id();
        Path copy = folder.resolve("copy-" + runId);
        OddTree.sh(folder, "cp -r nas " + copy.getFileName());
        Path here = copy.resolve(PLAN).resolve(runId);
        Manifest manifest = ManifestJson.read(Files.readAllBytes(here.resolve("manifest.json")));
        Path target = folder.resolve("restored-" + runId);
        StringBuilder said = new StringBuilder();
        try (GpgHome home = Backups.GPG.onlyWith(who, Backups.SIGNER_KEY)) {
            Map<String, String> environment =
                    Map.of("GNUPGHOME", home.folder().toString(), "RESTORE_TO", target.toString());
            for (String command : manifest.restore().commands()) {
                said.append(Shell.bash(command, here, environment).succeeded());
            }
        }
        notes = said.toString();
        return target;
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[100], java.nio.file.StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
