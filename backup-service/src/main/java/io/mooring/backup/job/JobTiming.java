package io.mooring.backup.job;

import java.time.Duration;

/**
 * How jobs are held.
 *
 * @param poll how soon a job that another instance added is seen
 * @param heartbeat how often a lease is renewed
 * @param lease how long a job belongs to a silent owner; at least three heartbeats
 */
record JobTiming(Duration poll, Duration heartbeat, Duration lease) {}
