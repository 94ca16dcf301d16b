package io.mooring.notifier.input;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One input: who may report there, in whose words, and how often it must be heard of.
 *
 * @param kind whose words it speaks
 * @param token what callers send as bearer token, PagerDuty's senders as routing key; empty: none
 * @param user with {@code password} what callers send by HTTP Basic; empty: none
 * @param expectedEvery it must be heard of this often; null: nobody is told when it falls silent
 * @param grace how much later than that it may be
 * @param heartbeatAlert name of an alert that fires always: it is not told, and it alone counts as being heard of; empty: all counts
 * @param severity how its words become severities
 * @param labels added to everything it reports
 */
public record InputSettings(
        @NotNull(message = "is one of alertmanager, grafana, cloudevents, pagerduty")
        InputKind kind,

        @DefaultValue("") String token,
        @DefaultValue("") String user,
        @DefaultValue("") String password,

        @Nullable @DurationMin(seconds = 10) @DurationMax(days = 30)
        Duration expectedEvery,

        @NotNull @DurationMin(seconds = 0) @DurationMax(days = 30) @DefaultValue("1m")
        Duration grace,

        @DefaultValue("") String heartbeatAlert,
        @Valid @DefaultValue SeverityRule severity,

        @Size(max = 20, message = "are at most 20") Map<String, String> labels) {

    private static final int SHORTEST_SECRET = 12;

    public InputSettings {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    @AssertTrue(message = "needs a token, or a user and a password; a PagerDuty input needs a token")
    public boolean isProtected() {
        boolean basic = !user.isBlank() && !password.isBlank();
        return !token.isBlank() || basic && kind != InputKind.PAGERDUTY;
    }

    @AssertTrue(message = "has a token or password that is shorter than 12 characters")
    public boolean isHardToGuess() {
        return fits(token) && fits(password);
    }

    @AssertTrue(
            message = "has a heartbeat-alert, which only Alertmanager and Grafana send, together with expected-every")
    public boolean isHeartbeatPossible() {
        boolean sends = kind == InputKind.ALERTMANAGER || kind == InputKind.GRAFANA;
        return heartbeatAlert.isBlank() || sends && expectedEvery != null;
    }

    private static boolean fits(String secret) {
        return secret.isEmpty() || secret.length() >= SHORTEST_SECRET;
    }

    /** How long it may be silent; null when nobody watches it. */
    @Nullable
    Duration longestSilence() {
        return expectedEvery == null ? null : expectedEvery.plus(grace);
    }

    @Override
    public String toString() {
        return "InputSettings[kind=" + kind + ", expectedEvery=" + expectedEvery + "]";
    }
}
