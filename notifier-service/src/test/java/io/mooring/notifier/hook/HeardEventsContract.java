package io.mooring.notifier.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

abstract class HeardEventsContract {

    private final String source = "pagerduty/" + UUID.randomUUID();

    abstract HeardEvents events();

    @Test
    void anEventIsNewOnceForItsSource() {
        HeardEvents events = events();
        assertThat(events.isNew(source, "e-1").block()).isTrue();
        assertThat(events.isNew(source, "e-1").block()).isFalse();
        assertThat(events.isNew(source, "e-2").block()).isTrue();
        assertThat(events.isNew(source + "x", "e-1").block()).isTrue();
    }
}
