package io.mooring.platform.events.registry;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The address of a registry's API, without a slash at its end and without credentials. */
record RegistryAddress(String base) {

    RegistryAddress {
        base = base.strip().replaceAll("/+$", "");
        URI uri = parsed(base);
        if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) || uri.getHost() == null) {
            throw notAnAddress(base, null);
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The address of the schema registry at " + uri.getHost() + " must not contain credentials");
        }
    }

    /** Segments are encoded, so that a subject may hold any character. */
    URI resolve(String... segments) {
        StringBuilder path = new StringBuilder(base);
        for (String segment : segments) {
            path.append('/')
                    .append(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return URI.create(path.toString());
    }

    private static URI parsed(String base) {
        try {
            return URI.create(base);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(base, e);
        }
    }

    private static IllegalArgumentException notAnAddress(String base, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "'" + base + "' is not the http or https address of a schema registry, "
                        + "for example http://localhost:8090/apis/ccompat/v7",
                cause);
    }

    @Override
    public String toString() {
        return base;
    }
}
