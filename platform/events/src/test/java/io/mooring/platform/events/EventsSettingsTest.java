package io.mooring.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EventsSettingsTest {

    @Test
    void hasDefaultsThatAreValid() {
        EventsSettings settings = bind(Map.of());
        assertThat(settings.relay().enabled()).isTrue();
        assertThat(settings.inbox().handlerTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void tellsAllFaultsAtOnce() {
        assertThatThrownBy(() -> bind(Map.of(
                        "mooring.events.relay.max-rows", "0",
                        "mooring.events.relay.poll-interval", "1m",
                        "mooring.events.inbox.handler-timeout", "10m",
                        "mooring.events.retry.max-backoff", "1m",
                        "mooring.events.topics.replication-factor", "0",
                        "mooring.events.retention.inbox", "0s")))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("relay.max-rows must be at least 1")
                .hasMessageContaining("relay.poll-interval must be at most 10s")
                .hasMessageContaining("inbox.handler-timeout (PT10M) must be shorter than")
                .hasMessageContaining("retry.max-backoff times retry.attempts")
                .hasMessageContaining("topics.replication-factor")
                .hasMessageContaining("retention.inbox must be longer than zero");
    }

    private static EventsSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("mooring.events", EventsSettings.class);
    }
}
