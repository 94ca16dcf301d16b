package io.mooring.backup.source;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a server says to somebody who wants its write-ahead log, in words that help: once for SQL, once for PostgreSQL's tools. */
public final class ClusterFaults {

    private record Symptom(String words, SourceFault fault, String happened, String remedy) {}

    // PostgreSQL's own words in English; a server with other lc_messages gets the general answer.
    private static final List<Symptom> SYMPTOMS = List.of(
            new Symptom(
                    "password authentication failed",
                    SourceFault.REFUSED,
                    "The server refused the user's password",
                    "Check the plan's user and password, and pg_hba.conf on the server."),
            new Symptom(
                    "no pg_hba.conf entry for replication",
                    SourceFault.REFUSED,
                    "The server lets this user in, but not for replication",
                    "Add a line with the database 'replication' for this user and host to pg_hba.conf and reload."),
            new Symptom(
                    "no pg_hba.conf entry",
                    SourceFault.REFUSED,
                    "The server does not let this user in from this host",
                    "Let this host and user in by pg_hba.conf on the server."),
            new Symptom(
                    "must be superuser or replication role",
                    SourceFault.REFUSED,
                    "The user may not replicate",
                    "ALTER ROLE … REPLICATION; for the plan's user."),
            new Symptom(
                    "permission denied to",
                    SourceFault.REFUSED,
                    "The user may not replicate",
                    "ALTER ROLE … REPLICATION; for the plan's user."),
            new Symptom(
                    "replication slots can only be used if",
                    SourceFault.REFUSED,
                    "The server is not set up for replication slots",
                    "Set wal_level = replica and max_replication_slots above 0, and restart the server."),
            new Symptom(
                    "wal senders require",
                    SourceFault.REFUSED,
                    "The server writes too little WAL for recovery",
                    "Set wal_level = replica and restart the server."),
            new Symptom(
                    "all replication slots are in use",
                    SourceFault.REFUSED,
                    "The server has no replication slot left",
                    "Raise max_replication_slots and restart the server, or drop a slot that nobody needs."),
            new Symptom(
                    "exceeds max_wal_senders",
                    SourceFault.REFUSED,
                    "The server has no WAL sender left",
                    "Raise max_wal_senders and restart the server."),
            new Symptom(
                    "too many clients",
                    SourceFault.REFUSED,
                    "The server has no connection left",
                    "Raise max_connections or close idle ones."),
            new Symptom(
                    "incompatible server version",
                    SourceFault.VERSION_MISMATCH,
                    "The server is newer than the tool",
                    "Install the server's version of postgresql-client."),
            new Symptom(
                    "no space left on device",
                    SourceFault.DUMP_FAILED,
                    "The disk that receives WAL is full",
                    "Free space below backup.state-folder; the server keeps the WAL meanwhile."),
            new Symptom(
                    "is active for pid",
                    SourceFault.REFUSED,
                    "Somebody else reads the plan's replication slot",
                    "See pg_replication_slots on the server: a slot has one reader."),
            new Symptom(
                    "connection to server",
                    SourceFault.UNREACHABLE,
                    "The server does not answer",
                    "Check that the server runs, that the address is right and that a firewall lets this host through."));

    private ClusterFaults() {}

    static SourceFailure of(ClusterSource source, SQLException failure) {
        String said = failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage().lines().findFirst().orElse("nothing");
        SourceFailure known = known(source, said, said, failure);
        if (known != null) {
            return known;
        }
        return DatabaseFaults.of(
                new PostgresSource(
                        source.host(), source.port(), "postgres", source.user(), source.password(), source.sslMode()),
                failure);
    }

    /**
     * How one of PostgreSQL's tools ended.
     *
     * @param tool such as pg_receivewal
     * @param exit its code; over 128 when a signal ended it
     */
    public static SourceFailure of(ClusterSource source, String tool, int exit, String stderr) {
        String said = stderr.lines()
                .map(line -> line.replaceFirst("^" + tool + ": (error: )?", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("warning:") && !line.startsWith("detail:"))
                .findFirst()
                .orElse("nothing");
        SourceFailure known = known(source, stderr, tool + ": " + said, null);
        if (known != null) {
            return known;
        }
        return exit > 128
                ? new SourceFailure(
                        SourceFault.DUMP_KILLED,
                        tool + " was killed by signal " + (exit - 128) + ".",
                        "Somebody killed it, or the kernel did for want of memory: see dmesg and the container's memory limit.")
                : new SourceFailure(
                        SourceFault.DUMP_FAILED,
                        tool + " ended with code " + exit + " and said: " + said,
                        "The server's log has its side.");
    }

    private static @Nullable SourceFailure known(
            ClusterSource source, String text, String said, @Nullable Throwable cause) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Symptom symptom : SYMPTOMS) {
            if (lower.contains(symptom.words())) {
                String where = " (" + source.user() + "@" + source.host() + ":" + source.port() + ")";
                return new SourceFailure(
                        symptom.fault(), symptom.happened() + where + ": " + said, symptom.remedy(), cause);
            }
        }
        return null;
    }
}
