package io.mooring.monitor.sample;

import java.time.Instant;

/** A host that can be read. Not safe for several threads: rates need the reading before. */
interface Host {

    /** Reads everything that can be read now. Rates are there from the second reading on. */
    HostSample read(Instant now);
}
