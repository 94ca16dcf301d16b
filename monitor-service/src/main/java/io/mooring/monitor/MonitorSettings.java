package io.mooring.monitor;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Every {@code monitor.*} key.
 *
 * @param interval between two samples of this host, at least one second
 * @param retention how long samples are kept
 */
@Validated
@ConfigurationProperties("monitor")
public record MonitorSettings(
        @NotNull @DefaultValue("15s") Duration interval,
        @NotNull @DefaultValue("7d") Duration retention) {

    public MonitorSettings {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("monitor.interval is " + interval + " and must be at least 1s");
        }
        if (retention.compareTo(interval) < 0) {
            throw new IllegalArgumentException(
                    "monitor.retention is " + retention + " and must not be shorter than monitor.interval");
        }
    }
}
