package io.mooring.platform.events.relay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.platform.events.database.PlainConnections;
import io.mooring.testkit.process.ServiceProcess;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.file.Path;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;

/** One relay in a process of its own, to be killed and frozen: what an instance of a service is to the outbox. */
final class RelayProcess {

    private static final String PASSWORD = "RELAY_DB_PASSWORD";

    private RelayProcess() {}

    static ServiceProcess start(String name, PostgresDatabase database, String bootstrapServers, Path log) {
        return ServiceProcess.of(RelayProcess.class)
                .property("relay.name", name)
                .property("relay.database", database.r2dbcUrl())
                .property("relay.user", database.user())
                .property("relay.kafka", bootstrapServers)
                .environment(PASSWORD, database.password())
                .jvm("-Xmx128m")
                .start(log);
    }

    static void main() throws InterruptedException {
        String name = System.getProperty("relay.name");
        ConnectionFactory connections = ConnectionFactoryBuilder.withUrl(System.getProperty("relay.database"))
                .username(System.getProperty("relay.user"))
                .password(System.getenv(PASSWORD))
                .build();
        RelayFixture.relay(
                        name,
                        PlainConnections.like(connections, name),
                        System.getProperty("relay.kafka"),
                        RelayFixture.QUICK,
                        new SimpleMeterRegistry())
                .start();
        // The relay's own thread is a daemon.
        Thread.currentThread().join();
    }
}
