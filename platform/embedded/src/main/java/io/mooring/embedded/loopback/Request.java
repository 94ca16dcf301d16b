package io.mooring.embedded.loopback;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request, read whole.
 *
 * @param headers the first of each name; names in any case
 * @param body at most what the server takes, which is 1 MiB
 */
public record Request(String method, String path, Map<String, String> headers, byte[] body) {

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Whether a page of another site made a browser send this; those press no buttons here. */
    public boolean isFromElsewhere() {
        return header("Sec-Fetch-Site").equals("cross-site");
    }
}
