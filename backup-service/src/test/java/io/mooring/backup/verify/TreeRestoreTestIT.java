package io.mooring.backup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.pipeline.SampleTree;
import io.mooring.backup.read.StoredBackup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file tree of two runs comes back from a restore test; what is done to it in between is caught. */
class TreeRestoreTestIT {

    @TempDir
    private Path folder;

    private Path parent;
    private BackupLocation nas;
    private SampleTree sample;

    @BeforeEach
    void backsUpTwice() throws Exception {
        parent = Files.createDirectory(folder.resolve("throwaway"));
        Path root = Files.createDirectory(folder.resolve("nas"));
        nas = new DirectoryLocation("nas", root, 0);
        sample = SampleTree.ofTwoRuns(Files.createDirectory(folder.resolve("tree")), nas);
        assertThat(sample.second().references()).isNotEmpty();
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void passesAnOddTreeAndOneThatRefersToAFormerRun() throws Exception {
        for (String run :
                List.of(sample.first().run().id(), sample.second().run().id())) {
            TestOutcome outcome = test(run, pieces -> {});

            assertThat(List.of(outcome.present(), outcome.restorable(), outcome.dataIntact()))
                    .as(outcome.toString())
                    .extracting(Finding::verdict)
                    .containsOnly(Verdict.PASSED);
            assertThat(outcome.compared()).isPositive();
        }
    }

    @Test
    void namesAnObjectOfAFormerRunThatIsGone() throws Exception {
        var reference = sample.second().references().getFirst();
        String key = sample.second().run().planId() + "/" + reference.runId() + "/" + reference.name();
        nas.delete(key);

        TestOutcome outcome = test(sample.second().run().id(), pieces -> {});

        assertThat(outcome.present().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.present().reason()).contains(key);
    }

    @Test
    void catchesAPieceThatIsNotWhatItsNameSays() throws Exception {
        TestOutcome outcome = test(sample.first().run().id(), pieces -> {
            Path piece = firstPiece(pieces);
            try {
                byte[] bytes = Files.readAllBytes(piece);
                bytes[0] ^= 1;
                Files.write(piece, bytes);
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });

        assertThat(outcome.dataIntact().verdict()).as(outcome.toString()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.dataIntact().reason()).contains("is not what was backed up");
    }

    @ParameterizedTest
    @CsvSource({"of a sample, of a simple", "user.kind, user.bind", "SCHILY.xattr, SOMEBO.xattr"})
    void catchesAnAttributeThatIsOtherOrMissing(String was, String is) throws Exception {
        TestOutcome outcome = test(sample.second().run().id(), pieces -> replace(pieces, was, is));

        assertThat(outcome.dataIntact().verdict()).as(outcome.toString()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.dataIntact().reason())
                .contains("extended attributes and ACLs are not those that were backed up");
    }

    /** Pieces with headers bear no SHA-256 as their names. */
    private static void replace(Path pieces, String was, String is) {
        try (Stream<Path> all = Files.walk(pieces.resolve("headers"))) {
            for (Path piece : all.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(piece, StandardCharsets.ISO_8859_1);
                Files.writeString(piece, text.replace(was, is), StandardCharsets.ISO_8859_1);
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void catchesAPieceThatIsMissing() throws Exception {
        TestOutcome outcome = test(sample.first().run().id(), pieces -> {
            try {
                Files.delete(firstPiece(pieces));
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });

        assertThat(outcome.restorable().verdict()).as(outcome.toString()).isEqualTo(Verdict.FAILED);
    }

    private TestOutcome test(String run, Consumer<Path> beforeComparing) throws Exception {
        ThrowawaySettings settings = new ThrowawaySettings(parent, List.of(), Duration.ofSeconds(60), 1024);
        StoredBackup backup = StoredBackup.open(
                nas, sample.first().run().planId(), run, io.mooring.backup.pipeline.SampleBackup.signers());
        return new TestTreeBackup(settings, beforeComparing)
                .test(backup, io.mooring.backup.pipeline.SampleBackup.operations(), new Stopwatch());
    }

    private static Path firstPiece(Path pieces) {
        try (Stream<Path> all = Files.walk(pieces)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
