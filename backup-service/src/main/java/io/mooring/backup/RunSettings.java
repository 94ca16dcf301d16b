package io.mooring.backup;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How runs are worked on. */
public record RunSettings(
        @DefaultValue("2") int concurrent,
        @DefaultValue("100") int queueLimit,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("1s") Duration heartbeat,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("1h") Duration sweep) {

    void collect(SettingFaults faults) {
        faults.between("runs.concurrent", concurrent, 1, 64);
        faults.between("runs.queue-limit", queueLimit, 1, 100_000);
        faults.positive("runs.poll", poll);
        faults.require(
                heartbeat.compareTo(Duration.ofSeconds(1)) >= 0,
                "runs.heartbeat must be at least 1s but is " + heartbeat);
        faults.require(
                lease.compareTo(heartbeat.multipliedBy(3)) >= 0,
                "runs.lease must be at least three times runs.heartbeat but is " + lease);
        faults.positive("runs.sweep", sweep);
    }
}
