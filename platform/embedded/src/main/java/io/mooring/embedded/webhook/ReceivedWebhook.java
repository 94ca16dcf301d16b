package io.mooring.embedded.webhook;

import java.time.Instant;
import java.util.Map;

/**
 * A request as it came.
 *
 * @param headers names in any case
 * @param genuine whether its signature is that of the receiver's secret
 */
public record ReceivedWebhook(String path, Map<String, String> headers, String body, boolean genuine, Instant at) {}
