package io.mooring.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.events.health.HealthSampled;
import io.mooring.events.security.SecurityEvent;
import io.mooring.events.security.SecurityEventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicTest {

    private final Topic securityEvents = TopicCatalogue.of(SecurityEvent.class);

    @Test
    void keysByTheFirstFieldThatHasAValue() {
        assertThat(securityEvents.keyOf(login("acme", "192.0.2.7"))).isEqualTo("acme");
        assertThat(securityEvents.keyOf(login(null, "192.0.2.7"))).isEqualTo("192.0.2.7");
        assertThat(securityEvents.keyOf(login(" ", "192.0.2.7"))).isEqualTo("192.0.2.7");
    }

    @Test
    void refusesAnEventWithoutKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> securityEvents.keyOf(login(null, null)))
                .withMessageContaining("organisationId", "sourceAddress");
    }

    @Test
    void refusesAnEventOfAnotherTopic() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> securityEvents.keyOf(new AuditRecorded()))
                .withMessageContaining("io.mooring.events.audit.AuditRecorded")
                .withMessageContaining("mooring.security.events");
    }

    @Test
    void tellsKafkaHowLongToKeepRecords() {
        assertThat(securityEvents.settings())
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "3024000000"));
        assertThat(topic(null, true).settings())
                .isEqualTo(Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "604800000"));
    }

    @Test
    void isKeptForATimeOrCompactedButNotBoth() {
        assertThatIllegalArgumentException().isThrownBy(() -> topic(null, false));
        assertThatIllegalArgumentException().isThrownBy(() -> topic(Duration.ofDays(1), true));
    }

    private static Topic topic(@Nullable Duration retention, boolean compacted) {
        return new Topic(
                "t", "d", List.of("k"), 1, retention, compacted, List.of(HealthSampled.class), List.of("w"), List.of());
    }

    private static SecurityEvent login(@Nullable String organisation, @Nullable String address) {
        return SecurityEvent.newBuilder()
                .setKind(SecurityEventKind.LOGIN_FAILED)
                .setOutcome(Outcome.FAILED)
                .setOccurredAt(Instant.EPOCH)
                .setOrganisationId(organisation)
                .setSourceAddress(address)
                .setAttributes(Map.of())
                .build();
    }
}
