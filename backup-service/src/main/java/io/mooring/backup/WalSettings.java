package io.mooring.backup;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a cluster's write-ahead log is received and shipped.
 *
 * @param partialEvery how often the segment that is being filled is shipped, if there is more in it
 * @param canaryEvery how often a transaction that changes nothing is committed at the source, for restore tests to look for on both sides of
 *     a time; zero: never
 * @param keepLocal how much may wait on this host for locations that are away
 * @param indexEvery how often the signed index of what is stored is continued, if there is more to list
 */
public record WalSettings(
        @DefaultValue("true") boolean receive,
        @DefaultValue("2s") Duration partialEvery,
        @DefaultValue("1m") Duration canaryEvery,
        @DefaultValue("10GB") DataSize keepLocal,
        @DefaultValue("5m") Duration indexEvery) {

    private static final DataSize LEAST = DataSize.ofMegabytes(64);

    void collect(SettingFaults faults, String at) {
        faults.require(
                partialEvery.compareTo(Duration.ofMillis(200)) >= 0,
                at + ".partial-every must be at least 200ms but is " + partialEvery);
        faults.positive(at + ".index-every", indexEvery);
        faults.require(
                canaryEvery.isZero() || canaryEvery.compareTo(Duration.ofSeconds(1)) >= 0,
                at + ".canary-every must be at least 1s, or 0s for none, but is " + canaryEvery);
        faults.require(
                keepLocal.compareTo(LEAST) >= 0, at + ".keep-local must be at least " + LEAST + " but is " + keepLocal);
    }
}
