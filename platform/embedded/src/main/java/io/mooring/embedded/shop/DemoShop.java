package io.mooring.embedded.shop;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.postgres.PostgresDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills a database with the demonstration shop. */
public final class DemoShop {

    private DemoShop() {}

    /**
     * Creates tables and rows in one transaction, unless a shop is there already: then it stays as it is, whatever its size.
     *
     * @param owner the owner of an empty database
     * @return whether rows were written
     */
    public static boolean fill(PostgresDatabase owner, ShopSize size) {
        try (Connection connection = owner.connect()) {
            connection.setAutoCommit(false);
            if (isFilled(connection)) {
                return false;
            }
            run(connection, script("tables.sql"));
            new ShopRows(connection, size).copyAll();
            run(connection, script("finish.sql"));
            remember(connection, size);
            connection.commit();
            analyze(connection);
            return true;
        } catch (SQLException e) {
            throw new EmbeddedPartException("Cannot fill the shop " + owner + ": " + e.getMessage(), e);
        }
    }

    private static boolean isFilled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT to_regclass('shop_generation') IS NOT NULL")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void remember(Connection connection, ShopSize size) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO shop_generation (seed, megabytes) VALUES (?, ?)")) {
            insert.setLong(1, size.seed());
            insert.setInt(2, size.megabytes());
            insert.execute();
        }
    }

    /** The planner's statistics, which also give backups their size estimate. */
    private static void analyze(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        run(connection, "ANALYZE");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String script(String name) {
        try (InputStream in = DemoShop.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
