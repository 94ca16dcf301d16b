package io.mooring.starter.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.health.HealthSampled;
import io.mooring.events.health.HealthStatus;
import io.mooring.starter.publish.Identity;
import io.mooring.starter.publish.PublishSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthSamplesTest {

    private final HealthSamples samples = new HealthSamples(
            new Identity("shop", "shop@h1", "h1"),
            new PublishSettings(
                    true,
                    "localhost:9092",
                    Map.of(),
                    "",
                    "",
                    null,
                    Map.of("environment", "test"),
                    10,
                    new PublishSettings.Health(true, Duration.ofSeconds(15), Duration.ofSeconds(5), Set.of("mail")),
                    new PublishSettings.Security(true)));

    @Test
    void isCriticalWithoutARequiredComponent() {
        assertThat(status(check("db", HealthStatus.CRITICAL), check("disk", HealthStatus.HEALTHY)))
                .isEqualTo(HealthStatus.CRITICAL);
    }

    @Test
    void isOnlyDegradedWithoutAnOptionalOneOrAPartOfIt() {
        assertThat(status(check("mail", HealthStatus.CRITICAL), check("db", HealthStatus.HEALTHY)))
                .isEqualTo(HealthStatus.DEGRADED);
        assertThat(status(check("mail/relay", HealthStatus.CRITICAL))).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void isNeverHealthyWhenACheckOrAllAreUnknown() {
        assertThat(status(check("db", HealthStatus.UNKNOWN), check("disk", HealthStatus.HEALTHY)))
                .isEqualTo(HealthStatus.UNKNOWN);
        assertThat(status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void saysWhoWasSampledAndWhenTheNextIsDue() {
        HealthSampled sample = sample(check("db", HealthStatus.HEALTHY));

        assertThat(sample.getResourceId()).isEqualTo("shop@h1");
        assertThat(sample.getIntervalMillis()).hasValue(15_000L);
        assertThat(sample.getLabels()).containsEntry("environment", "test").containsEntry("service", "shop");
        assertThat(sample.getMeasurements()).isNotEmpty().doesNotHaveDuplicates();
    }

    private HealthStatus status(Checked... checks) {
        return sample(checks).getStatus();
    }

    private HealthSampled sample(Checked... checks) {
        return samples.of(List.of(checks), new JvmMeasurements().now(), Instant.EPOCH);
    }

    private static Checked check(String name, HealthStatus status) {
        return new Checked(name, status, Duration.ofMillis(3), null);
    }
}
