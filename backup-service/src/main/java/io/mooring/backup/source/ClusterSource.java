package io.mooring.backup.source;

import io.mooring.backup.key.Secret;

/** A whole PostgreSQL server to copy, and as whom. The user needs REPLICATION, or to be a superuser. */
public record ClusterSource(String host, int port, String user, Secret password, SslMode sslMode)
        implements BackupSource {

    public ClusterSource {
        if (host.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("a cluster needs a host and a user");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535 but is " + port);
        }
        if ((host + user + password.reveal()).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a cluster's host, user and password hold no NUL");
        }
    }

    @Override
    public SourceKind kind() {
        return SourceKind.CLUSTER;
    }
}
