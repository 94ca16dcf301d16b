package io.mooring.starter.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.health.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

class RunChecksTest {

    @Test
    void tellsWhatIsDownByTheErrorsClassAndNotByItsMessage() throws InterruptedException {
        HealthIndicator down = () -> Health.down(new IllegalStateException("postgres://ann:secret@db"))
                .build();

        List<Checked> results =
                checks(Map.of("db", down), Duration.ofSeconds(5)).now();

        assertThat(results).singleElement().satisfies(check -> {
            assertThat(check.status()).isEqualTo(HealthStatus.CRITICAL);
            assertThat(check.detail()).isEqualTo("DOWN: java.lang.IllegalStateException");
            assertThat(check.took()).isNotNull();
        });
    }

    @Test
    void doesNotKnowOfACheckThatThrows() throws InterruptedException {
        HealthIndicator broken = () -> {
            throw new NoClassDefFoundError("driver");
        };

        assertThat(checks(Map.of("db", broken), Duration.ofSeconds(5)).now())
                .singleElement()
                .extracting(Checked::status)
                .isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void reportsACheckThatHangsAndDoesNotStartItTwice() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger starts = new AtomicInteger();
        HealthIndicator hanging = () -> {
            starts.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return Health.up().build();
        };
        RunChecks checks = checks(Map.of("db", hanging), Duration.ofMillis(100));

        assertThat(checks.now().getFirst().status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(checks.now().getFirst().status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(starts).hasValue(1);
        release.countDown();
    }

    private static RunChecks checks(Map<String, HealthIndicator> indicators, Duration timeout) {
        return new RunChecks(() -> indicators, timeout);
    }
}
