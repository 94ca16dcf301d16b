package io.mooring.backup.rebuild;

import io.mooring.backup.key.Secret;
import io.mooring.backup.source.SslMode;

/**
 * A server that a database is made on, and as whom: a user that may create databases, and for restored owners and extensions a superuser.
 *
 * @param maintenanceDatabase an existing one to connect to while others are made and renamed, such as {@code postgres}
 */
public record RebuildTarget(
        String host, int port, String user, Secret password, String maintenanceDatabase, SslMode sslMode) {

    public RebuildTarget {
        if (host.isBlank() || user.isBlank() || maintenanceDatabase.isBlank()) {
            throw new IllegalArgumentException("a target needs a host, a user and a maintenance database");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535 but is " + port);
        }
    }

    /** Encrypted where the server offers it; maintenance database {@code postgres}. */
    public RebuildTarget(String host, int port, String user, Secret password) {
        this(host, port, user, password, "postgres", SslMode.PREFER);
    }

    String where() {
        return host + ":" + port;
    }
}
