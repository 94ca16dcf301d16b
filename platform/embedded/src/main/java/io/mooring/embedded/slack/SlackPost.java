package io.mooring.embedded.slack;

import java.time.Instant;

/**
 * A message as it was posted.
 *
 * @param ts Slack's name for a message within its channel: seconds and microseconds
 * @param metadata JSON as it came, or empty
 * @param blocks JSON as it came, or empty
 */
public record SlackPost(String channel, String ts, String text, String metadata, String blocks, Instant at) {}
