package io.mooring.gateway;

/** Every meter of the gateway; Spring's own {@code http.server.requests} and {@code spring.cloud.gateway.*} come on top. */
public enum GatewayTelemetry {
    /** Counter: requests refused by a limit; tag {@code limit}. */
    REQUESTS_LIMITED("mooring.gateway.requests.limited"),
    /** Counter: requests a service did not answer; tags {@code service}, {@code problem}. */
    UPSTREAM_FAILURES("mooring.gateway.upstream.failures"),
    /** Gauge: live streams open now. */
    STREAMS_OPEN("mooring.gateway.streams.open"),
    /** Counter: events read from Kafka for the live stream; tag {@code readable}. */
    STREAM_EVENTS("mooring.gateway.stream.events"),
    /** Counter: events dropped because a browser read too slowly. */
    STREAM_DROPPED("mooring.gateway.stream.dropped"),
    /** Counter: security events; tag {@code outcome}: sent, buffer-full, refused or stopped. */
    SECURITY_REPORTS("mooring.gateway.security.reports");

    private final String meter;

    GatewayTelemetry(String meter) {
        this.meter = meter;
    }

    /** The meter's name. */
    public String meter() {
        return meter;
    }
}
