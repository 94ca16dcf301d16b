package io.mooring.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTargetTest {

    private static final String ID = "019a0000-0000-7000-8000-0000abcdef12";

    @TempDir
    private Path folder;

    private Path allowed;

    @BeforeEach
    void makesFolders() throws Exception {
        folder = folder.toRealPath();
        allowed = Files.createDirectory(folder.resolve("restored"));
        Files.createDirectory(folder.resolve("restored-too"));
    }

    @Test
    void isAFolderBelowAnAllowedOne() throws Exception {
        Files.createDirectory(allowed.resolve("deep"));

        assertThat(of(allowed + "/one").path()).isEqualTo(allowed.resolve("one"));
        assertThat(of(allowed + "/deep/one").path()).isEqualTo(allowed.resolve("deep/one"));
    }

    @Test
    void mayBeAllowedThroughALinkThatTheSettingsName() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), allowed);

        assertThat(FolderTarget.of(link + "/one", List.of(link)).path()).isEqualTo(allowed.resolve("one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/restored", "/restored-too/one", "/elsewhere", ""})
    void isNotTheAllowedOneItselfNorOneBesideIt(String below) {
        assertThat(refusal(folder + below)).isEqualTo("folder-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../outside",
                "/./one",
                "/one/../../outside",
                "/new\nline",
                "/zero\0",
                "/.x.mooring-restoring-abcdef12",
                "/.x.mooring-restoring-abcdef12/restored"
            })
    void hasAPlainName(String below) {
        assertThat(refusal(allowed + below)).isEqualTo("folder-name");
    }

    @Test
    void isAbsolute() {
        assertThat(refusal("restored/one")).isEqualTo("folder-name");
    }

    @Test
    void isNotReachedThroughALinkThatLeadsOut() throws Exception {
        Files.createSymbolicLink(allowed.resolve("out"), folder.resolve("restored-too"));

        assertThat(refusal(allowed + "/out/one")).isEqualTo("folder-not-allowed");
    }

    @Test
    void needsAParentAndASetting() {
        assertThat(refusal(allowed + "/missing/one")).isEqualTo("folder-missing");
        assertThat(catchThrowableOfType(RestoreStopped.class, () -> FolderTarget.of(allowed + "/one", List.of()))
                        .failure()
                        .code())
                .isEqualTo("no-restore-folder");
    }

    @Test
    void isFreeWhenNothingIsThereOrAnEmptyFolder() throws Exception {
        Files.createDirectory(allowed.resolve("empty"));

        assertThatCode(of(allowed + "/nothing")::requireFree).doesNotThrowAnyException();
        assertThatCode(of(allowed + "/empty")::requireFree).doesNotThrowAnyException();
    }

    @Test
    void isTakenByAFileALinkOrAFolderWithSomethingInIt() throws Exception {
        Files.writeString(allowed.resolve("file"), "x");
        Files.createSymbolicLink(allowed.resolve("dangling"), Path.of("/nowhere"));
        Files.createSymbolicLink(allowed.resolve("to-empty"), Files.createDirectory(allowed.resolve("empty")));
        Files.createFile(Files.createDirectory(allowed.resolve("full")).resolve("x"));

        for (String name : List.of("file", "dangling", "to-empty", "full")) {
            FolderTarget target = of(allowed + "/" + name);
            assertThat(catchThrowableOfType(RestoreStopped.class, target::requireFree)
                            .failure()
                            .code())
                    .as(name)
                    .isEqualTo("folder-exists");
        }
    }

    @Test
    void neverTakesThePlaceOfAFolderThatAppearedMeanwhile() throws Exception {
        FolderTarget target = of(allowed + "/one");
        Path working = Files.createDirectory(target.working(ID, "1"));
        Path restored = Files.createDirectory(working.resolve("restored"));
        Files.writeString(restored.resolve("ours"), "");
        Files.writeString(Files.createDirectory(target.path()).resolve("theirs"), "");

        RestoreStopped stopped = catchThrowableOfType(
                RestoreStopped.class, () -> PlaceFolder.give(working, PlaceFolder.number(restored), target));

        assertThat(stopped.failure().code()).isEqualTo("folder-exists");
        assertThat(target.path().resolve("theirs")).exists();
        assertThat(restored.resolve("ours")).exists();
    }

    /** The owner was killed before or after the renaming; who goes on finds out by the folder's number. */
    @Test
    void isPlacedOnceWhereverItsFormerOwnerWasKilled() throws Exception {
        FolderTarget target = of(allowed + "/one");
        Path working = Files.createDirectory(target.working(ID, "1"));
        Path restored = Files.createDirectory(working.resolve("restored"));
        Files.writeString(restored.resolve("ours"), "");
        long number = PlaceFolder.number(restored);

        PlaceFolder.give(working, number, target);
        PlaceFolder.give(working, number, target);

        assertThat(target.path().resolve("ours")).exists();
        assertThat(restored).doesNotExist();
        Files.move(target.path(), allowed.resolve("elsewhere"));
        assertThat(catchThrowableOfType(RestoreStopped.class, () -> PlaceFolder.give(working, number, target))
                        .failure()
                        .code())
                .isEqualTo("folder-missing");
    }

    @Test
    void isMadeBesideItUnderAHiddenNameOfTheRestore() throws Exception {
        assertThat(of(allowed + "/one").working(ID, "7f"))
                .isEqualTo(allowed.resolve(".one.mooring-restoring-abcdef12-7f"));
        String longest = "ü".repeat(127);
        Path working = of(allowed + "/" + longest).working(ID, "7f");
        assertThat(working.getFileName().toString().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(255);
        assertThat(FolderTarget.isWorking(working, ID)).isTrue();
        assertThat(FolderTarget.isWorking(allowed, ID)).isFalse();
    }

    @Test
    void knowsWhatFormerAttemptsAtTheSameRestoreLeft() throws Exception {
        FolderTarget target = of(allowed + "/one");
        Path own = Files.createDirectory(target.working(ID, "2"));
        Path former = Files.createDirectory(target.working(ID, "1"));
        Path old = Files.createDirectory(allowed.resolve(".one.mooring-restoring-abcdef12"));
        Files.createDirectory(allowed.resolve(".one.mooring-restoring-abcdef13-1"));
        Files.createDirectory(allowed.resolve(".one.mooring-restoring-abcdef12-1.bak"));

        assertThat(target.leftOf(ID, own)).containsExactlyInAnyOrder(former, old);
    }

    @Test
    void leavesSomeSpaceAlone() throws Exception {
        FolderTarget target = of(allowed + "/one");

        assertThatCode(() -> target.requireSpace(1, 1)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(RestoreStopped.class, () -> target.requireSpace(1, Long.MAX_VALUE / 2))
                        .failure()
                        .code())
                .isEqualTo("no-space");
    }

    private FolderTarget of(String wanted) throws RestoreStopped {
        return FolderTarget.of(wanted, List.of(allowed));
    }

    private String refusal(String wanted) {
        return catchThrowableOfType(RestoreStopped.class, () -> of(wanted))
                .failure()
                .code();
    }
}
