package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.testkit.process.ServiceProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the backup, nor with how far a location lags behind. */
class FixedMemoryIT {

    @Test
    void sixHundredMebibytesPassThroughAHeapOfSixtyFour(@TempDir Path folder) throws Exception {
        try (ServiceProcess process = ServiceProcess.of(StreamWithLittleMemory.class)
                .jvm("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
                .property("stream.mib", 600)
                .property("stream.operations", Backups.OPERATIONS_KEY)
                .property("stream.escrow", Backups.ESCROW_KEY)
                .start(folder.resolve("log"))) {
            assertThat(process.awaitExit()).as(process.output()).isZero();
            assertThat(process.output()).contains("streamed 600 MiB in 5 chunks");
        }
    }
}
