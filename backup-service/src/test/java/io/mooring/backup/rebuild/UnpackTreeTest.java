package io.mooring.backup.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.pipeline.Shell;
import io.mooring.backup.source.tree.RestoreAttributes;
import io.mooring.backup.source.tree.TreeAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backup may hold that nobody of ours made. */
class UnpackTreeTest {

    private static final String PIECE = "headers/000000/000000001";

    @TempDir
    private Path folder;

    private Path outside;
    private Path working;
    private UnpackTree tree;

    @BeforeEach
    void prepares() throws Exception {
        outside = Files.createDirectory(folder.resolve("outside"));
        working = Files.createDirectory(folder.resolve("working"));
        UnpackTree.prepare(working);
        Files.createDirectories(working.resolve("pieces/headers/000000"));
        Files.writeString(working.resolve("pieces/list"), PIECE + "\0");
        tree = new UnpackTree(working, List.of(), 1);
    }

    @Test
    void putsTogetherAndCounts() throws Exception {
        archive("mkdir a; printf 12345 > a/b; ln -s /nowhere c; tar --create --file=\"$OUT\" .");

        assertThat(tree.join(true).good()).isTrue();

        assertThat(tree.listing()).isEqualTo(new CountListing(1, 2, 1, 5));
        assertThat(tree.restored().resolve("a/b")).hasContent("12345");
    }

    @Test
    void givesBackAttributesThatAnotherTarWroteAndTellsWhichItCannot() throws Exception {
        archive("mkdir a; echo > a/b; tar --format=pax --create --file=\"$OUT\""
                + " --pax-option='SCHILY.xattr.user.one:=1,SCHILY.xattr.strange.two:=2' a/b");
        assertThat(tree.join(true).good()).isTrue();

        RestoreAttributes.Restored given = tree.giveAttributes();

        assertThat(given.refused())
                .containsExactly(
                        "The attribute strange.two (the file system does not keep it) could not be given back to"
                                + " one file or folder.");
        assertThat(given.found()).isEqualTo(tree.attributes());
        assertThat(TreeAttributes.described(tree.restored())).isEqualTo("a/b | user.one | 31");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ln -s \"$OUTSIDE\" out; tar -cf \"$OUT\" out; rm out; mkdir out; echo evil > out/evil; tar -rf \"$OUT\" out/evil",
                "mkdir a; echo evil > evil; cd a; tar -cPf \"$OUT\" ../evil --transform='s,^\\.\\./,../../outside/,'",
            })
    void leavesTheFolderNowhere(String script) throws Exception {
        archive(script);

        assertThat(tree.join(true).good()).isFalse();

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void knowsOfNothingButFilesFoldersAndLinks() throws Exception {
        archive("mkfifo pipe; tar -cf \"$OUT\" .");

        assertThat(tree.join(true).good()).isTrue();

        assertThatThrownBy(tree::listing).isInstanceOf(IOException.class);
    }

    @Test
    void joinsNothingThatIsNoPiece() throws Exception {
        archive("tar -cf \"$OUT\" .");
        Files.writeString(working.resolve("pieces/list"), PIECE + "\0/etc/passwd\0");

        assertThat(tree.join(true).words()).contains("no piece");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ln -s /etc ab",
                "mkdir -p headers/000000; ln -s /etc/passwd headers/000000/000000001",
                "ln -s /etc/passwd list",
                "echo > other",
                "mkfifo list"
            })
    void takesNothingButPiecesFromAnObject(String script) throws Exception {
        Path incoming = Files.createDirectory(working.resolve("incoming-0"));
        Shell.bash(script, incoming, Map.of()).succeeded();
        Path pieces = Files.createDirectory(working.resolve("others"));

        assertThatThrownBy(() -> UnpackObject.adopt("plan/run/data", incoming, pieces))
                .isInstanceOf(ToolRefused.class)
                .hasMessageContaining("plan/run/data");
        assertThat(pieces.toFile().list()).doesNotContain("ab", "list", "other");
    }

    @Test
    void removesAFolderButNotWhatItsLinksLeadTo() throws Exception {
        Files.writeString(outside.resolve("theirs"), "");
        Shell.bash("ln -s \"$OUTSIDE\" link; mkdir closed; echo > closed/x; chmod 0 closed", working, environment())
                .succeeded();

        UnpackTree.remove(working);

        assertThat(Files.exists(working, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(outside.resolve("theirs")).exists();
    }

    private void archive(String script) throws IOException {
        Shell.bash(script, Files.createDirectory(folder.resolve("made")), environment())
                .succeeded();
    }

    private Map<String, String> environment() {
        return Map.of("OUT", working.resolve("pieces").resolve(PIECE).toString(), "OUTSIDE", outside.toString());
    }
}
