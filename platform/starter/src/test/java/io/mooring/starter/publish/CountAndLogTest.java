package io.mooring.starter.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.platform.events.publish.PublishWatcher.Loss;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CountAndLogTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-03-01T02:00:00Z");
    private final CountAndLog watcher = new CountAndLog("security", meters, () -> now);

    @Test
    void saysItOnceAMinuteAndCountsEveryOne(CapturedOutput output) {
        for (int i = 0; i < 50; i++) {
            watcher.lost(1, Loss.BUFFER_FULL, "full");
            watcher.delayed("away");
        }
        assertThat(output.getAll()).containsOnlyOnce("Mooring's security events");

        now = now.plus(Duration.ofSeconds(60));
        watcher.delayed("still-away");

        assertThat(output.getAll()).containsOnlyOnce("still-away");
        assertThat(meters.get("mooring.publish.events")
                        .tags("stream", "security", "outcome", "buffer-full")
                        .counter()
                        .count())
                .isEqualTo(50);
    }
}
