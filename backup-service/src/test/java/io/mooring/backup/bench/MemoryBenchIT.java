package io.mooring.backup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBenchIT {

    @TempDir
    private Path folder;

    @AfterEach
    void endsGpgsAgent() throws Exception {
        new ProcessBuilder("gpgconf", "--homedir", folder.resolve("gpg").toString(), "--kill", "all")
                .start()
                .waitFor();
    }

    @Test
    void tellsThePeakOfEachSizeAndTheirRatio() throws Exception {
        assertThat(run(128, 3, 30))
                .containsPattern("3 MiB  peak +\\d+\\.\\d MiB resident")
                .containsPattern("30 MiB  peak +\\d+\\.\\d MiB resident")
                .containsPattern("peak of 30 MiB against that of 3 MiB: \\d\\.\\d\\d \\(goal");
    }

    @Test
    void failsWhenTheHeapDoesNotSuffice() {
        assertThatThrownBy(() -> run(16, 3)).hasMessageContaining("3 MiB did not go through a heap of 16 MiB");
    }

    private String run(int heap, long... sizes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Long> all = java.util.Arrays.stream(sizes).boxed().toList();
        new MemoryBench(heap, folder).run(all, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
