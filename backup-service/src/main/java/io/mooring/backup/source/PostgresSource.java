package io.mooring.backup.source;

import io.mooring.backup.key.Secret;

/**
 * One PostgreSQL database to back up, and as whom. The user needs to read every table: superuser, or the role
 * {@code pg_read_all_data} (which leaves out large objects: those need a grant each, or their owner).
 */
public record PostgresSource(String host, int port, String database, String user, Secret password, SslMode sslMode)
        implements BackupSource {

    public PostgresSource {
        if (host.isBlank() || database.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("a source needs a host, a database and a user");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535 but is " + port);
        }
        if ((host + database + user + password.reveal()).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a source's host, database, user and password hold no NUL");
        }
    }

    /** Encrypted where the server offers it. */
    public PostgresSource(String host, int port, String database, String user, Secret password) {
        this(host, port, database, user, password, SslMode.PREFER);
    }

    @Override
    public SourceKind kind() {
        return SourceKind.POSTGRES;
    }
}
