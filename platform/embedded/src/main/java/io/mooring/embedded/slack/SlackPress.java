package io.mooring.embedded.slack;

import java.time.Instant;

/**
 * What the app answered when somebody pressed a button.
 *
 * @param status 0 when it did not answer
 */
public record SlackPress(String user, String actionId, int status, String body, Instant at) {}
