package io.mooring.testkit;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresRoles;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.process.Programs;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One PostgreSQL server for all tests of a JVM, where each test takes a database of its own. */
public final class Postgres {

    private static final Pattern MAJOR = Pattern.compile(".* (\\d+)\\.?.*");
    private static final String NEWEST_KNOWN = "17";

    private final AtomicInteger count = new AtomicInteger();
    private final PostgresDatabase admin;

    private Postgres(PostgresDatabase admin) {
        this.admin = admin;
    }

    /** Starts the server at the first call, about 2 seconds. */
    public static Postgres shared() {
        return Shared.POSTGRES;
    }

    /** A server of the caller's own, to kill, freeze and start again. Always embedded. The caller closes it. */
    public static PostgresServer own() {
        return PostgresServer.startTemporary();
    }

    /**
     * An empty database that a role of its own owns, which has no other right on this server.
     *
     * @param name what it is for, a plain lower-case word; the real name has a number after it
     */
    public PostgresDatabase freshDatabase(String name) {
        return roles().createDatabase(
                        name + "_" + count.incrementAndGet(), UUID.randomUUID().toString());
    }

    /** Creates further roles and databases. */
    public PostgresRoles roles() {
        return new PostgresRoles(admin);
    }

    /** The database {@code postgres} as a superuser. */
    public PostgresDatabase admin() {
        return admin;
    }

    /** The container gets the major version of the {@code pg_dump} found: an older one refuses a newer server. */
    private static String image() {
        Matcher version = MAJOR.matcher(Programs.output("pg_dump", "--version").orElse(""));
        return "postgres:" + (version.matches() ? version.group(1) : NEWEST_KNOWN);
    }

    private static final class Shared {

        static final Postgres POSTGRES = start();

        private static Postgres start() {
            return switch (Engine.chosen()) {
                case CONTAINERS -> {
                    PostgreSQLContainer container = new PostgreSQLContainer(image())
                            .withCommand(
                                    "postgres",
                                    "-c",
                                    "fsync=off",
                                    "-c",
                                    "max_connections=300",
                                    "-c",
                                    "wal_level=logical");
                    AtExit.close("PostgreSQL", container);
                    container.start();
                    yield new Postgres(new PostgresDatabase(
                            container.getHost(),
                            container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                            container.getDatabaseName(),
                            container.getUsername(),
                            container.getPassword()));
                }
                case EMBEDDED -> {
                    PostgresServer server = PostgresServer.startTemporary();
                    AtExit.close("PostgreSQL", server);
                    yield new Postgres(server.admin());
                }
            };
        }
    }
}
