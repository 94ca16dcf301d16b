package io.mooring.embedded.loopback;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What comes back. */
public sealed interface Reply {

    /** An answer. */
    record Says(int status, Map<String, String> headers, byte[] body) implements Reply {

        public Says with(String header, String value) {
            Map<String, String> more = new java.util.TreeMap<>(headers);
            more.put(header, value);
            return new Says(status, more, body);
        }
    }

    /** The connection is closed without an answer. */
    record Cuts() implements Reply {}

    /** The connection stays open without an answer until the server closes. */
    record Hangs() implements Reply {}

    static Says json(int status, String body) {
        return says(status, "application/json", body);
    }

    static Says text(int status, String body) {
        return says(status, "text/plain; charset=utf-8", body);
    }

    /** A page that may run no script and load nothing, but may send forms to its own server. */
    static Says page(String html) {
        return says(200, "text/html; charset=utf-8", html)
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
    }

    static Says seeOther(String path) {
        return text(303, "").with("Location", path);
    }

    private static Says says(int status, String type, String body) {
        return new Says(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }
}
