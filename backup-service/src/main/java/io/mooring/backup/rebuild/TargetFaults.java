package io.mooring.backup.rebuild;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Translates what JDBC says of a target, by SQLSTATE (PostgreSQL manual, appendix A), once. */
final class TargetFaults {

    private TargetFaults() {}

    static RebuildFailure of(RebuildTarget target, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String said = firstLine(failure);
        return switch (state) {
            case "28P01", "28000" ->
                new RebuildFailure(
                        RebuildFault.TARGET_REFUSED,
                        "The server %s refused the user \"%s\": %s".formatted(target.where(), target.user(), said),
                        "Check the restore user and its password in the settings, and pg_hba.conf on the server.",
                        failure);
            case "42501" ->
                new RebuildFailure(
                        RebuildFault.TARGET_REFUSED,
                        "The user \"%s\" may not do this on %s: %s".formatted(target.user(), target.where(), said),
                        "Give the restore user CREATEDB and membership in the database's owner, or make it a superuser.",
                        failure);
            case "42P04" ->
                new RebuildFailure(
                        RebuildFault.DATABASE_EXISTS,
                        "On " + target.where() + ": " + said,
                        "Choose another name; nothing is ever overwritten.",
                        failure);
            case "3D000" ->
                new RebuildFailure(
                        RebuildFault.DATABASE_MISSING,
                        "On " + target.where() + ": " + said,
                        "psql --list shows what the server has.",
                        failure);
            case "53100" ->
                new RebuildFailure(
                        RebuildFault.NO_SPACE,
                        "The server " + target.where() + " has no space left: " + said,
                        "Free some space on the server's data disk, then start again.",
                        failure);
            default -> general(target, state, said, failure);
        };
    }

    private static RebuildFailure general(RebuildTarget target, String state, String said, SQLException failure) {
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("533")
                ? new RebuildFailure(
                        RebuildFault.TARGET_UNREACHABLE,
                        "The server " + target.where() + " does not answer: " + said,
                        "Check that it runs, has connections left, and that a firewall lets this host through.",
                        failure)
                : new RebuildFailure(
                        RebuildFault.RESTORE_FAILED,
                        "The server " + target.where() + " reported an error: " + said,
                        "The server's log has the details.",
                        failure);
    }

    static boolean is(@Nullable Throwable failure, String state) {
        return failure instanceof SQLException sql && state.equals(sql.getSQLState());
    }

    private static String firstLine(SQLException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return message.lines().findFirst().orElse("no message").replaceFirst("^(FATAL|ERROR): ", "");
    }
}
