package io.mooring.backup.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Gives databases other names while people use them. All renames are one transaction: the first takes the database's lock, so that new
 * sessions wait, those that are there are ended, and whoever is killed meanwhile leaves everything as it was.
 */
public final class SwitchDatabases {

    private static final int ATTEMPTS = 3;
    private static final String IN_USE = "55006";

    private final TargetServer server;

    public SwitchDatabases(RebuildTarget target) {
        this.server = new TargetServer(target);
    }

    /** One database's new name. */
    public record Rename(String from, String to) {}

    /** The server's own number of a database, which it keeps whatever it is called. */
    public Optional<Long> oid(String name) throws RebuildFailure {
        return server
                .on(connection ->
                        TargetServer.texts(connection, "SELECT oid::text FROM pg_database WHERE datname = ?", name))
                .stream()
                .map(Long::valueOf)
                .findFirst();
    }

    /** What a database is called now; empty when it is gone. */
    public Optional<String> name(long oid) throws RebuildFailure {
        return server
                .on(connection -> TargetServer.texts(
                        connection, "SELECT datname FROM pg_database WHERE oid = ?::oid", Long.toString(oid)))
                .stream()
                .findFirst();
    }

    /** Ends all their sessions and renames all or none. */
    public void rename(List<Rename> renames) throws RebuildFailure {
        for (int attempt = 1; ; attempt++) {
            try {
                renameOnce(renames);
                return;
            } catch (SQLException failure) {
                if (!TargetFaults.is(failure, IN_USE) || attempt == ATTEMPTS) {
                    throw inWords(renames, failure);
                }
            }
        }
    }

    /** Owner, rights, connection limit and settings of the one that is replaced: they belong to the name, not to the content. */
    public void adopt(String from, String to) throws RebuildFailure {
        server.on(connection -> {
            for (String order : TargetServer.texts(connection, ORDERS, from, to, to, to, to, to)) {
                TargetServer.execute(connection, order);
            }
            return true;
        });
    }

    /** The orders that make the second database as the first one is. */
    private static final String ORDERS = """
            WITH d AS (SELECT * FROM pg_database WHERE datname = ?)
            SELECT format('ALTER DATABASE %I OWNER TO %I', ?::text, pg_get_userbyid(datdba)) FROM d
            UNION ALL
            SELECT format('ALTER DATABASE %I CONNECTION LIMIT %s', ?::text, datconnlimit) FROM d
            UNION ALL
            SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', ?::text) FROM d WHERE datacl IS NOT NULL
            UNION ALL
            SELECT format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, ?::text,
                          CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                          CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM d CROSS JOIN LATERAL aclexplode(d.datacl) a WHERE a.grantee <> d.datdba
            UNION ALL
            SELECT format('ALTER %sDATABASE %I SET %s = %s',
                          CASE WHEN s.setrole = 0 THEN '' ELSE format('ROLE %I IN ', pg_get_userbyid(s.setrole)) END,
                          ?::text, split_part(c, '=', 1),
                          -- Lists such as search_path hold quoted names of their own.
                          CASE WHEN split_part(c, '=', 1) IN ('search_path', 'temp_tablespaces', 'session_preload_libraries',
                                                              'local_preload_libraries', 'DateStyle')
                               THEN substr(c, strpos(c, '=') + 1) ELSE quote_literal(substr(c, strpos(c, '=') + 1)) END)
            FROM d JOIN pg_db_role_setting s ON s.setdatabase = d.oid CROSS JOIN LATERAL unnest(s.setconfig) c""";

    private void renameOnce(List<Rename> renames) throws SQLException {
        try (Connection connection = server.connect(server.target().maintenanceDatabase());
                var _ = new EndSessions(
                        server, renames.stream().map(Rename::from).toList())) {
            connection.setAutoCommit(false);
            TargetServer.execute(connection, "SET LOCAL lock_timeout = '15s'");
            for (Rename rename : renames) {
                TargetServer.execute(
                        connection,
                        "ALTER DATABASE " + TargetServer.quoted(rename.from()) + " RENAME TO "
                                + TargetServer.quoted(rename.to()));
            }
            connection.commit();
        }
    }

    private RebuildFailure inWords(List<Rename> renames, SQLException failure) {
        return TargetFaults.is(failure, IN_USE)
                ? new RebuildFailure(
                        RebuildFault.DATABASE_IN_USE,
                        "Sessions in the database " + renames.getFirst().from() + " could not be ended: "
                                + failure.getMessage(),
                        "Stop what keeps connecting, end prepared transactions, and give the restore user pg_signal_backend.",
                        failure)
                : TargetFaults.of(server.target(), failure);
    }
}
