package io.mooring.backup.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Takes away a schema that tables were put into, whole or half made. */
final class RemoveBeside {

    /** A tenth of a second each. */
    private static final int MOST_LOOKS = 300;

    private final TargetServer server;

    RemoveBeside(TargetServer server) {
        this.server = server;
    }

    /** Only the tables that were made, then the empty schema; else nothing. */
    void drop(String database, TablesBeside.Made made) throws RebuildFailure {
        try (Connection connection = server.connect(database)) {
            connection.setAutoCommit(false);
            TargetServer.execute(connection, "SET LOCAL lock_timeout = '15s'");
            List<String> schema = TargetServer.texts(
                    connection,
                    "SELECT quote_ident(nspname) FROM pg_namespace WHERE oid = ?::oid",
                    Long.toString(made.schema()));
            List<String> tables = TablesBeside.tables(connection, made);
            if (!tables.isEmpty()) {
                TargetServer.execute(connection, "DROP TABLE " + String.join(", ", tables) + " RESTRICT");
            }
            for (String name : schema) {
                TargetServer.execute(connection, "DROP SCHEMA " + name + " RESTRICT");
            }
            connection.commit();
        } catch (SQLException failure) {
            throw TargetFaults.is(failure, "2BP01") ? inUse(failure) : TargetFaults.of(server.target(), failure);
        }
    }

    private static RebuildFailure inUse(SQLException failure) {
        ServerErrorMessage said = failure instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        String detail = said == null || said.getDetail() == null
                ? ""
                : " " + said.getDetail().replace('\n', ' ');
        return new RebuildFailure(
                RebuildFault.SCHEMA_IN_USE,
                "Something else lives in the schema or builds upon its tables, so it was not dropped: "
                        + String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("") + "." + detail,
                "Move or drop that first.",
                failure);
    }

    /** Ends what somebody who was killed left going, and removes what is there under the working name. */
    void clear(String database, String schema, String session) throws RebuildFailure {
        boolean left = server.on(database, connection -> {
            // Who is told to leave may be in the middle of a commit: what came of it is seen only afterwards.
            int look = 0;
            while (!TargetServer.texts(connection, LEAVE, session).isEmpty() && ++look < MOST_LOOKS) {
                TargetServer.texts(connection, "SELECT pg_sleep(0.1)::text");
            }
            if (look < MOST_LOOKS) {
                TargetServer.execute(connection, "DROP SCHEMA IF EXISTS " + TargetServer.quoted(schema) + " CASCADE");
            }
            return look < MOST_LOOKS;
        });
        if (!left) {
            throw new RebuildFailure(
                    RebuildFault.DATABASE_IN_USE,
                    "Sessions of a former attempt in the database " + database + " could not be ended.",
                    "End those called " + session + " by hand: see pg_stat_activity.");
        }
    }

    private static final String LEAVE = """
            SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = ? AND pid <> pg_backend_pid()""";
}
