package io.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void testsWaitForMinutesThatDoNotSayOtherwise() {
        AtomicReference<Duration> remaining = new AtomicReference<>();
        Instant longAgo = Instant.EPOCH;

        Awaitility.await()
                .conditionEvaluationListener(
                        condition -> remaining.set(Duration.ofMillis(condition.getRemainingTimeInMS())))
                .until(() -> Instant.now().isAfter(longAgo));

        assertThat(remaining.get()).isBetween(Duration.ofSeconds(61), Duration.ofMinutes(2));
    }
}
