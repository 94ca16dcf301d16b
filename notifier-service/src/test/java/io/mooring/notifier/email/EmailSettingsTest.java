package io.mooring.notifier.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.channel.Manner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EmailSettingsTest {

    @Test
    void aMailThatFailsIsSentAgainAfter60And120And240SecondsAndIsThenDead() {
        EmailSettings settings = read(Map.of());
        assertThat(settings.ladder())
                .isEqualTo(new Manner.Retries(
                        Duration.ofSeconds(60), Duration.ofSeconds(240), Duration.ofHours(24), 1 + 3));
        try (EmailChannel channel = new EmailChannel(settings, InstantSource.system())) {
            assertThat(channel.manner().retries()).isEqualTo(settings.ladder());
        }
    }

    @Test
    void settingsSayHowOftenAndHowSoon() {
        EmailSettings settings = read(Map.of("notifier.email.retries", "5", "notifier.email.retry-after", "10s"));
        assertThat(settings.ladder().longest()).isEqualTo(Duration.ofSeconds(160));
        assertThat(settings.ladder().attempts()).isEqualTo(6);
        assertThat(read(Map.of("notifier.email.retries", "0")).ladder())
                .isEqualTo(new Manner.Retries(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofHours(24), 1));
    }

    private static EmailSettings read(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("notifier.email", EmailSettings.class);
    }
}
