package io.mooring.starter.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.common.Outcome;
import io.mooring.events.security.SecurityEvent;
import io.mooring.events.security.SecurityEventKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SecurityEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00.123456789Z");

    private final SecurityEvents events = new SecurityEvents(
            null,
            () -> new RequestFacts("0:0:0:0:0:0:0:1", "a".repeat(600), "/customers", "GET", "session-1"),
            () -> NOW);

    @Test
    void tellsOfTheRequestWhatTheSchemaAsksFor() {
        SecurityEvent event = events.of(SecurityEventKind.ACCESS_DENIED, Outcome.DENIED, "u-17", "not-permitted");

        assertThat(event.getUserId()).hasValue("u-17");
        assertThat(event.getSourceAddress()).hasValue("::1");
        assertThat(event.getUserAgent().orElseThrow()).hasSize(512);
        assertThat(event.getResource()).hasValue("/customers");
        assertThat(event.getAttributes()).containsOnlyKeys("method");
        assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-03-01T02:00:00.123456Z"));
    }

    @Test
    void neverTellsAnEMailAddressOrASessionId() {
        SecurityEvent event = events.of(SecurityEventKind.LOGGED_OUT, Outcome.SUCCEEDED, "ann@example.org", null);

        assertThat(event.getUserId().orElseThrow()).matches("[0-9a-f]{32}");
        assertThat(event.getSessionId().orElseThrow()).matches("[0-9a-f]{32}");
        assertThat(event.toString()).doesNotContain("ann@", "session-1");
    }

    @Test
    void leavesOutTheSessionThatALoginEnds() {
        SecurityEvent event = events.of(SecurityEventKind.LOGIN_SUCCEEDED, Outcome.SUCCEEDED, "u-17", null);

        assertThat(event.getSessionId()).isEmpty();
    }
}
