package io.mooring.gateway.limit;

import java.net.InetSocketAddress;
import org.springframework.web.server.ServerWebExchange;

/** Where a request comes from. Forwarding headers count only where server.forward-headers-strategy says so. */
public final class CallerAddress {

    private CallerAddress() {}

    /** The address as text, {@code unknown} where the connection tells none. */
    public static String of(ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }
}
