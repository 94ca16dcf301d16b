package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class NotifierSettingsTest {

    @Test
    void theFileThatIsShippedIsInOrder() {
        assertThat(read(Map.of()).destinations()).containsKeys("slack-ops", "email-ops", "pagerduty", "webhook");
    }

    @ParameterizedTest
    @CsvSource({
        "notifier.people.ann.destinations, notifier.people.ann.destinations",
        "notifier.incidents.destinations.p0, notifier.incidents.destinations.p0",
        "notifier.incidents.customer-notice.destinations, notifier.incidents.customer-notice.destinations",
        "notifier.announcements.destinations, notifier.announcements.destinations",
        "notifier.silences.destinations, notifier.silences.destinations",
        "notifier.silences.owners.ann, notifier.silences.owners.ann",
        "notifier.maintenance.destinations, notifier.maintenance.destinations",
    })
    void aDestinationThatIsNotThereIsRefusedWithItsKeyAndItsName(String key, String told) {
        Map<String, Object> wrong = new LinkedHashMap<>(Map.of("notifier.people.ann.name", "Ann Lee"));
        wrong.put(key, "pager-nobody");
        assertThatThrownBy(() -> read(wrong))
                .rootCause()
                .hasMessageContaining(told + ": there is no destination 'pager-nobody'")
                .hasMessageContaining("slack-ops");
    }

    @ParameterizedTest
    @CsvSource({"https://mooring.example", "https://mooring.example/", "https://mooring.example//"})
    void theConsolesAddressEndsWithoutASlashHoweverItIsWritten(String written) {
        assertThat(read(Map.of("notifier.console-url", written)).consoleUrl()).isEqualTo("https://mooring.example");
    }

    @Test
    void whereARouteLeadsNowhereIsToldTogetherWithTheRest() {
        Map<String, Object> wrong = Map.of(
                "notifier.routes[0].name", "all",
                "notifier.routes[0].to", "slack-opps",
                "notifier.silences.destinations", "email-opps");
        assertThatThrownBy(() -> read(wrong))
                .rootCause()
                .hasMessageContaining("notifier.routes, all.to: there is no destination 'slack-opps'")
                .hasMessageContaining("notifier.silences.destinations: there is no destination 'email-opps'");
    }

    @ParameterizedTest
    @CsvSource({
        "update-every, 30",
        "update-every, 0s",
        "repeat-when-exhausted, -1m",
        "resolve-after, 10",
        "open-again-after, 30",
        "join-within, 30",
        "respond-within.p0, 5",
        "escalate-after.p0, '5m, 5'",
        "customer-notice.within, 30",
        "post-mortem.within, 48",
        "post-mortem.remind-every, 24",
        "post-mortem.remind-before, -1h",
        "poll, 0s",
        "poll, 1h",
    })
    void aDurationOfIncidentsThatWasMeantOtherwiseIsRefused(String key, String value) {
        assertThat(faults(Map.of())).isEmpty();
        assertThat(faults(Map.of("notifier.incidents." + key, value))).hasSize(1);
    }

    private static Set<String> faults(Map<String, Object> more) {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return validators.getValidator().validate(read(more).incidents()).stream()
                    .map(fault -> fault.getPropertyPath().toString())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void theCallsOfAMessageMayNotOutliveItsLeaseWhereSomebodyIsToldThatWay() {
        Map<String, Object> wrong = new LinkedHashMap<>(Map.of(
                "notifier.sender.lease", "18s",
                "notifier.slack.timeout", "3001ms",
                "notifier.email.timeout", "9s",
                "notifier.destinations.slack-ops.address", "C0123456789",
                "notifier.destinations.email-ops.address", "operations@example.org",
                "notifier.destinations.webhook.address", "https://example.org/"));
        assertThatThrownBy(() -> read(wrong))
                .rootCause()
                .hasMessageContaining(
                        "notifier.slack.timeout is PT3.001S: it is at most PT3S, because one message takes"
                                + " up to 3 calls, for which half of notifier.sender.lease is kept, which is PT18S")
                .hasMessageContaining("notifier.webhook.timeout is PT10S: it is at most PT9S")
                .message()
                .doesNotContain("email", "pagerduty");
        wrong.put("notifier.sender.lease", "20s");
        assertThat(read(wrong).sender().lease().toSeconds()).isEqualTo(20);
    }

    @Test
    void anIncomingWebhookOfSlackIsCalledOnceForAMessage() {
        Map<String, Object> hooked = new LinkedHashMap<>(Map.of(
                "notifier.slack.timeout", "30s",
                "notifier.destinations.slack-ops.channel", "slack-webhook",
                "notifier.destinations.slack-ops.secret", "https://hooks.slack.example/T0/B0/x"));
        assertThat(read(hooked).slack().timeout().toSeconds()).isEqualTo(30);
        hooked.put("notifier.slack.timeout", "31s");
        assertThatThrownBy(() -> read(hooked)).rootCause().hasMessageContaining("at most PT30S");
    }

    private static NotifierSettings read(Map<String, Object> more) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("more", more));
        shipped().forEach(environment.getPropertySources()::addLast);
        return Binder.get(environment).bind("notifier", NotifierSettings.class).get();
    }

    private static List<PropertySource<?>> shipped() {
        try {
            return new YamlPropertySourceLoader().load("shipped", new ClassPathResource("notifier-service.yml"));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
