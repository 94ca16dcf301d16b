package io.mooring.monitor.sample;

import java.time.Instant;
import java.util.List;

/**
 * What was read of a host at one moment. A value that could not be read is absent, never zero.
 *
 * @param hostId stable across restarts
 * @param hostName for people
 */
record HostSample(String hostId, String hostName, Instant at, List<Measured> values) {

    HostSample {
        values = List.copyOf(values);
    }
}
