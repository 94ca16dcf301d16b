package io.mooring.testkit.service;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.process.FreePorts;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.Registry;
import io.mooring.testkit.process.ServiceProcess;
import io.mooring.testkit.token.Tokens;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One of Mooring's services as a process with a database of its own and the shared Kafka, registry and issuer: to start,
 * kill and start again, with the same data and the same port.
 */
public final class ServiceUnderTest implements AutoCloseable {

    private final Class<?> main;
    private final String name;
    private final UnaryOperator<ServiceProcess.Builder> more;
    private final Path log;
    private final int port = FreePorts.next();
    private final PostgresDatabase database;
    private ServiceProcess process;

    private ServiceUnderTest(
            PostgresDatabase database,
            Class<?> main,
            String name,
            Path log,
            UnaryOperator<ServiceProcess.Builder> more) {
        this.main = main;
        this.name = name;
        this.log = log;
        this.more = more;
        this.database = database;
        this.process = launch();
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param name short, as in its environment variables: {@code monitor}
     * @param more further settings
     */
    public static ServiceUnderTest start(
            Class<?> main, String name, Path log, UnaryOperator<ServiceProcess.Builder> more) {
        return startOn(Postgres.shared().freshDatabase(name), main, name, log, more);
    }

    /** The same on a database that another instance has as well, or on a server of the test's own. */
    public static ServiceUnderTest startOn(
            PostgresDatabase database,
            Class<?> main,
            String name,
            Path log,
            UnaryOperator<ServiceProcess.Builder> more) {
        return new ServiceUnderTest(database, main, name, log, more);
    }

    private ServiceProcess launch() {
        ServiceProcess.Builder builder = ServiceProcess.of(main)
                .property("server.port", port)
                .property("server.address", "127.0.0.1")
                .property("spring.r2dbc.url", database.r2dbcUrl())
                .property("spring.r2dbc.username", database.user())
                .property("spring.flyway.url", database.jdbcUrl())
                .property("spring.flyway.user", database.user())
                .environment("MOORING_" + name.toUpperCase(Locale.ROOT) + "_DB_PASSWORD", database.password())
                .environment("MOORING_KAFKA", Kafka.shared().bootstrapServers())
                .environment("MOORING_REGISTRY", Registry.shared().url().toString())
                .environment("MOORING_ISSUER", Tokens.shared().issuer());
        return more.apply(builder).start(log).awaitHealthy(url("/actuator/health/readiness"));
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public ServiceProcess process() {
        return process;
    }

    public PostgresDatabase database() {
        return database;
    }

    /** Starts it again after it was killed or stopped. */
    public void startAgain() {
        process.close();
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }
}
