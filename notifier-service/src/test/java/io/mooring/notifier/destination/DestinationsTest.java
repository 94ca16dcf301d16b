package io.mooring.notifier.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationsTest {

    @Test
    void whatIsNotSetIsNoFault() {
        Destinations destinations = Destinations.of(Map.of("slack-ops", settings("slack", "", "")));
        assertThat(destinations.named("slack-ops").address()).isEmpty();
        assertThat(destinations.named("slack-ops").standIn()).isNull();
    }

    @Test
    void everyFaultIsToldAtOnceAndInWords() {
        assertThatThrownBy(() -> Destinations.of(Map.of(
                        "pigeon", settings("pigeon", "", ""),
                        "slack-ops", settings("slack", "#ops", ""),
                        "hook", settings("webhook", "ftp://x", "nowhere"))))
                .hasMessageContaining("notifier.destinations.pigeon.channel is none of slack, slack-webhook")
                .hasMessageContaining("notifier.destinations.slack-ops.address is a channel's id")
                .hasMessageContaining("notifier.destinations.hook.address is an address such as")
                .hasMessageContaining("notifier.destinations.hook.stand-in: there is no destination 'nowhere'");
    }

    @Test
    void standInsDoNotLeadInACircle() {
        assertThatThrownBy(() -> Destinations.of(Map.of(
                        "a", settings("email", "", "b"),
                        "b", settings("email", "", "c"),
                        "c", settings("email", "", "a"))))
                .hasMessageContaining("leads back to");
        assertThatThrownBy(() -> Destinations.of(Map.of("a", settings("email", "", "a"))))
                .hasMessageContaining("leads back to 'a'");
    }

    @ParameterizedTest
    @CsvSource({"ops@example.org", "'ops@example.org, cto@example.org'"})
    void severalPeopleMayReadOneMail(String address) {
        assertThat(Destinations.of(Map.of("mail", settings("email", address, "")))
                        .all())
                .hasSize(1);
    }

    @Test
    void aSecretIsNeverShown() {
        DestinationSettings settings = new DestinationSettings("pagerduty", "", "s3cret", "");
        assertThat(settings.toString() + settings.named("pd")).doesNotContain("s3cret");
    }

    @Test
    void anUnknownNameIsAnErrorThatNamesTheKnownOnes() {
        assertThatThrownBy(() -> Destinations.of(Map.of("slack-ops", settings("slack", "", "")))
                        .named("slack-dev"))
                .hasMessageContaining("slack-dev")
                .hasMessageContaining("slack-ops");
    }

    private static DestinationSettings settings(String channel, String address, String standIn) {
        return new DestinationSettings(channel, address, "", standIn);
    }
}
