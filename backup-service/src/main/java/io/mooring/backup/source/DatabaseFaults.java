package io.mooring.backup.source;

import java.sql.SQLException;

/** Translates what JDBC says, by SQLSTATE (PostgreSQL manual, appendix A), once. */
final class DatabaseFaults {

    private DatabaseFaults() {}

    static SourceFailure of(PostgresSource source, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String said = firstLine(failure);
        return switch (state) {
            case "28P01", "28000" ->
                refused(
                        "The database refused the user \"" + source.user() + "\": " + said,
                        "Check the plan's user and password, and pg_hba.conf on the server.",
                        failure);
            case "3D000" ->
                refused(
                        "The database \"" + source.database() + "\" does not exist on " + where(source),
                        "Check the plan's database name; psql --list shows what the server has.",
                        failure);
            case "42501" ->
                refused(
                        "The user \"" + source.user() + "\" may not read everything: " + said,
                        "GRANT pg_read_all_data TO \"" + source.user() + "\"; or back up as the owner of the tables.",
                        failure);
            case "53300" ->
                refused(
                        "The database has no connection left: " + said,
                        "Raise max_connections or close idle ones.",
                        failure);
            case "55P03" ->
                new SourceFailure(
                        SourceFault.DUMP_FAILED,
                        "A table stayed locked for longer than the lock time-out: " + said,
                        "Somebody holds an exclusive lock (ALTER, TRUNCATE, VACUUM FULL): see pg_stat_activity, then start again.",
                        failure);
            default ->
                state.startsWith("08") || state.startsWith("57P")
                        ? unreachable(source, said, failure)
                        : failed(said, failure);
        };
    }

    static SourceFailure unreachable(PostgresSource source, String said, Throwable cause) {
        return new SourceFailure(
                SourceFault.UNREACHABLE,
                "The database at " + where(source) + " does not answer: " + said,
                "Check that the server runs, that the address is right and that a firewall lets this host through.",
                cause);
    }

    private static SourceFailure refused(String message, String remedy, Throwable cause) {
        return new SourceFailure(SourceFault.REFUSED, message, remedy, cause);
    }

    private static SourceFailure failed(String said, Throwable cause) {
        return new SourceFailure(
                SourceFault.DUMP_FAILED,
                "The database reported an error: " + said,
                "The server's log has the details.",
                cause);
    }

    static String where(PostgresSource source) {
        return source.host() + ":" + source.port();
    }

    private static String firstLine(SQLException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return message.lines().findFirst().orElse("no message").replaceFirst("^(FATAL|ERROR): ", "");
    }
}
