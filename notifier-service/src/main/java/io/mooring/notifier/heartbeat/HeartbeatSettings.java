package io.mooring.notifier.heartbeat;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this service tells that it works.
 *
 * @param url what is called; empty: nothing is. Often it is all that one needs to call it, so it is kept secret
 * @param every how often
 * @param method HTTP method
 * @param timeout of one call, connection included
 */
public record HeartbeatSettings(
        @DefaultValue("")
        @Pattern(regexp = "https?://[^\\s]+|", message = "is an address such as https://watch.example.org/abc")
        String url,

        @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1) @DefaultValue("1m")
        Duration every,

        @Pattern(regexp = "GET|POST|HEAD|PUT", message = "is one of GET, POST, HEAD, PUT") @DefaultValue("GET")
        String method,

        @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 20) @DefaultValue("10s")
        Duration timeout) {

    boolean isOff() {
        return url.isBlank();
    }

    @Override
    public String toString() {
        return "HeartbeatSettings[" + (isOff() ? "off" : "every " + every) + "]";
    }
}
