package io.mooring.backup.run;

import java.time.Duration;

/**
 * How runs are worked on.
 *
 * @param concurrent most backups that this process takes at a time
 * @param queueLimit most runs that may wait
 * @param poll how soon a run that another instance queued is seen
 * @param heartbeat how often a lease is renewed and progress written down; never oftener than once a second
 * @param lease how long a run belongs to a silent owner; at least three heartbeats
 * @param sweep how often locations are searched for what ended runs left behind
 */
public record RunTiming(
        int concurrent, int queueLimit, Duration poll, Duration heartbeat, Duration lease, Duration sweep) {}
