package io.mooring.local.bench;

import io.mooring.embedded.postgres.PostgresDatabase;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Where the time of an alert went, by what the notifier's database knows: from the event until its batch is handled, until it
 * is decided and written who is told, until a sender takes that, until the answer is known.
 */
final class Stages {

    private static final String MILLIS = """
            WITH stage AS (
                SELECT a.raised_at - a.started_at AS handled, d.created_at - a.raised_at AS told, p.at - d.created_at AS taken,
                       d.delivered_at - p.at AS called
                FROM alert a
                JOIN delivery d ON d.message -> 'words' ->> 'title' = a.title AND d.operation = 'OPEN'
                JOIN attempt p ON p.delivery_id = d.id AND p.number = 1
                WHERE a.key LIKE ?)
            SELECT extract(epoch FROM percentile_disc(?) WITHIN GROUP (ORDER BY handled)) * 1000,
                   extract(epoch FROM percentile_disc(?) WITHIN GROUP (ORDER BY told)) * 1000,
                   extract(epoch FROM percentile_disc(?) WITHIN GROUP (ORDER BY taken)) * 1000,
                   extract(epoch FROM percentile_disc(?) WITHIN GROUP (ORDER BY called)) * 1000
            FROM stage""";

    private final PostgresDatabase database;

    Stages(PostgresDatabase database) {
        this.database = database;
    }

    /** @param key pattern of the alerts' keys */
    void print(PrintStream out, String phase, String key) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement ask = connection.prepareStatement(MILLIS)) {
            for (double share : new double[] {0.5, 0.99}) {
                ask.setString(1, key);
                for (int i = 2; i <= 5; i++) {
                    ask.setDouble(i, share);
                }
                try (ResultSet row = ask.executeQuery()) {
                    row.next();
                    out.printf(
                            "%-14s p%-5s of ours: until its batch is handled %.1f ms, until written who is told %.1f, until"
                                    + " a sender takes it %.1f, until answered %.1f%n",
                            phase,
                            "%.1f".formatted(share * 100),
                            row.getDouble(1),
                            row.getDouble(2),
                            row.getDouble(3),
                            row.getDouble(4));
                }
            }
        }
    }
}
