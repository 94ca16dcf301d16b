package io.mooring.platform.events.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;

/**
 * Keeps a service that is frozen, or whose host is lost, from holding up all others: in the middle of a transaction it keeps its
 * locks, and PostgreSQL itself waits for hours before it gives the client up. What a service says of its sessions in
 * {@code spring.r2dbc.properties.options} wins, name by name.
 */
public final class SessionGuard implements ConnectionFactoryOptionsBuilderCustomizer {

    private static final Option<Object> OPTIONS = Option.valueOf("options");

    /** No transaction here waits for anything but the database between two statements. The rest is for clients that are gone. */
    private static final String OF_A_LOST_CLIENT = "idle_in_transaction_session_timeout=20s;"
            + "tcp_keepalives_idle=10;tcp_keepalives_interval=5;tcp_keepalives_count=2;tcp_user_timeout=20s";

    private final Duration handlerTimeout;

    public SessionGuard(Duration handlerTimeout) {
        this.handlerTimeout = handlerTimeout;
    }

    @Override
    public void customize(ConnectionFactoryOptions.Builder builder) {
        Object own = builder.build().getValue(OPTIONS);
        String ours = OF_A_LOST_CLIENT + ";lock_timeout=" + lockTimeout().toMillis();
        builder.option(OPTIONS, own == null ? ours : ours + ";" + words(own));
    }

    /**
     * Shorter than what a handler has: the database then says that it waited for a lock in vain, which is no fault of the event; and
     * what nobody waits for any more stands in no queue.
     */
    private Duration lockTimeout() {
        return handlerTimeout.multipliedBy(3).dividedBy(4);
    }

    private static Object words(Object own) {
        return own instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(";"))
                : own;
    }
}
