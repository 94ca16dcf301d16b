package io.mooring.platform.events.database;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;

/** The same database as the service's pool, without the pool: a connection that listens or locks is never lent out. */
public final class PlainConnections {

    private PlainConnections() {}

    /**
     * A factory of connections that belong to their caller.
     *
     * @param name shows in {@code pg_stat_activity}
     */
    public static ConnectionFactory like(ConnectionFactory pooled, String name) {
        return ConnectionFactories.get(options(pooled)
                .mutate()
                .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                .option(Option.valueOf("applicationName"), name)
                .option(Option.valueOf("tcpKeepAlive"), true)
                .build());
    }

    static ConnectionFactoryOptions options(ConnectionFactory connections) {
        OptionsCapableConnectionFactory capable = OptionsCapableConnectionFactory.unwrapFrom(connections);
        if (capable == null) {
            throw new IllegalStateException("The ConnectionFactory does not tell its address. Let Spring Boot make it"
                    + " from spring.r2dbc.*, or wrap it in an OptionsCapableConnectionFactory");
        }
        return capable.getOptions();
    }
}
