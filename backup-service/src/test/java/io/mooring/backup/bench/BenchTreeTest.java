package io.mooring.backup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTreeTest {

    private static final long BYTES = 8 * 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void isTheSameForTheSameSeedAlsoAfterItChanged() throws Exception {
        Path one = changed("one", 3);
        Path other = changed("other", 3);
        Path third = changed("third", 4);

        assertThat(CompareTrees.differentContent(one, other)).isEmpty();
        assertThat(CompareTrees.differentContent(one, third)).isPresent();
    }

    @Test
    void hasTheSizeThatWasAskedFor() throws Exception {
        BenchTree tree = new BenchTree(Files.createDirectory(folder.resolve("tree")), BYTES, 1);
        tree.fill();

        assertThat(BenchFolder.bytes(tree.root())).isBetween(BYTES, BYTES + BYTES);
        BenchTree.Changed changed = tree.change();
        assertThat(changed.files()).isGreaterThanOrEqualTo(5);
        assertThat(changed.bytes()).isGreaterThanOrEqualTo(BYTES / 100);
    }

    @Test
    void noticesADifferenceOfEachKind() throws Exception {
        Path one = changed("one", 3);
        Path other = changed("other", 3);

        assertThat(CompareTrees.difference(one, one)).isEmpty();
        assertThat(CompareTrees.difference(one, other))
                .hasValueSatisfying(words -> assertThat(words).endsWith("has another time of modification"));
        Files.writeString(other.resolve("more"), "more");
        assertThat(CompareTrees.difference(one, other)).hasValue("more should not be there");
        assertThat(CompareTrees.difference(other, one)).hasValue("more is not there");
        Files.writeString(one.resolve("more"), "mort");
        assertThat(CompareTrees.difference(one, other)).hasValue("more differs at byte 3");
    }

    private Path changed(String name, long seed) throws IOException {
        BenchTree tree = new BenchTree(Files.createDirectory(folder.resolve(name)), BYTES, seed);
        tree.fill();
        tree.change();
        return tree.root();
    }
}
