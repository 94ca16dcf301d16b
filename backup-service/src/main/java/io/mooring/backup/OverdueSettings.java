package io.mooring.backup;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How much later than wanted something may happen before people are told that it did not. */
public record OverdueSettings(
        @DefaultValue("1h") Duration backup,
        @DefaultValue("24h") Duration restoreTest,
        @DefaultValue("7d") Duration drill,
        @DefaultValue("1m") Duration look) {

    void collect(SettingFaults faults) {
        faults.positive("overdue.backup", backup);
        faults.positive("overdue.restore-test", restoreTest);
        faults.positive("overdue.drill", drill);
        faults.positive("overdue.look", look);
    }
}
