package io.mooring.notifier;

import io.mooring.embedded.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.Collectors;

/** What the service's database says of its deliveries. */
record DeliveryRows(PostgresDatabase database) {

    /** How many are still to do something by themselves. */
    long waiting() {
        return count("state NOT IN ('DELIVERED', 'DEAD', 'DROPPED', 'SUPERSEDED')");
    }

    long count(String where) {
        return Long.parseLong(ask("SELECT count(*) FROM delivery WHERE " + where));
    }

    /** How many alerts of these plans are over. Other tests' events are in the same topics, and the service reads them all. */
    long over(Collection<String> plans) {
        String keys = plans.stream().map("'backup/%s'"::formatted).collect(Collectors.joining(", "));
        return plans.isEmpty()
                ? 0
                : Long.parseLong(ask("SELECT count(*) FROM alert WHERE state = 'RESOLVED' AND key IN (" + keys + ")"));
    }

    /** How many are in each state, in words for whoever reads why a test failed. */
    String states() {
        return ask("SELECT string_agg(state || ' ' || n, ', ') FROM"
                + " (SELECT state, count(*) AS n FROM delivery GROUP BY state) AS counted");
    }

    /** The first column of the first row, as text. */
    String ask(String query) {
        try (Connection connection = database.connect();
                ResultSet found = connection.createStatement().executeQuery(query)) {
            found.next();
            return String.valueOf(found.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void run(String... statements) {
        try (Connection connection = database.connect()) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the pace away that channels ask for: a thousand mails would take a thousand seconds. */
    void withoutPace() {
        run("""
                CREATE FUNCTION without_pace() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN NEW.paced_until := NULL; RETURN NEW; END'\
                """, """
                CREATE TRIGGER without_pace BEFORE UPDATE ON destination_state
                FOR EACH ROW EXECUTE FUNCTION without_pace()\
                """);
    }
}
