package io.mooring.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A segment of which the service's database knows nothing, as if it had never been received, until this is closed. */
final class ForgottenWal implements AutoCloseable {

    /** Copies refer to objects. */
    private static final List<String> TABLES = List.of("wal_object", "wal_copy");

    private final WalInstallation installation;
    private final int rows;

    private ForgottenWal(WalInstallation installation, int rows) {
        this.installation = installation;
        this.rows = rows;
    }

    static ForgottenWal of(WalInstallation installation, String segment) throws SQLException {
        String those = " WHERE plan_id = '" + installation.planId + "' AND name LIKE '" + segment + "%'";
        try (Connection connection = installation.base.own.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table + those);
            }
            int rows = 0;
            for (String table : TABLES.reversed()) {
                rows += statement.executeUpdate("DELETE FROM " + table + those);
            }
            return new ForgottenWal(installation, rows);
        }
    }

    int rows() {
        return rows;
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = installation.base.own.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("INSERT INTO " + table + " SELECT * FROM kept_" + table);
                statement.execute("DROP TABLE kept_" + table);
            }
        }
    }
}
