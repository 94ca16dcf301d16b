package io.mooring.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

    @TempDir
    Path folder;

    @Test
    void theFirstRunRecordsAndTheNextUsesWhatItLeft() throws Exception {
        AotCache first = AotCache.in(folder, "registry", "a");
        assertThat(first.options()).containsExactly("-XX:AOTCacheOutput=" + folder.resolve("registry-a.aot.new"));
        assertThat(first.isMissing()).isTrue();

        Files.writeString(folder.resolve("registry-a.aot.new"), "classes");
        first.keep();

        AotCache second = AotCache.in(folder, "registry", "a");
        assertThat(second.options()).containsExactly("-XX:AOTCache=" + folder.resolve("registry-a.aot"));
        assertThat(second.isMissing()).isFalse();
    }

    @Test
    void aRecordingThatWasNeverFinishedIsNotUsed() throws Exception {
        Files.writeString(folder.resolve("registry-a.aot.new"), "half");

        assertThat(AotCache.in(folder, "registry", "a").options())
                .containsExactly("-XX:AOTCacheOutput=" + folder.resolve("registry-a.aot.new"));
        assertThat(folder.resolve("registry-a.aot.new")).doesNotExist();
    }

    @Test
    void anotherKeyReplacesTheProgramsOwnCacheAndNoOthers() throws Exception {
        Files.writeString(folder.resolve("registry-a.aot"), "old");
        Files.writeString(folder.resolve("local-a.aot"), "another program's");

        AotCache.in(folder, "registry", "b");

        assertThat(folder.resolve("registry-a.aot")).doesNotExist();
        assertThat(folder.resolve("local-a.aot")).exists();
    }

    @Test
    void aRunThatLeftNothingHasNothingToKeep() {
        AotCache cache = AotCache.in(folder, "registry", "a");

        cache.keep();

        assertThat(cache.isMissing()).isTrue();
        assertThat(AotCache.none().options()).isEmpty();
        assertThat(AotCache.none().isMissing()).isFalse();
    }
}
