package io.mooring.gateway;

import io.mooring.schemas.TopicCatalogue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every {@code gateway.*} key. All faults of a wrong file are reported at once.
 *
 * @param url where browsers reach the gateway; no trailing slash
 * @param login the identity provider and sessions
 * @param services by name: where each is and which paths it answers
 * @param upstream time-outs towards services
 * @param limits requests and sign-ins per caller
 * @param stream the live stream
 * @param reports security events
 */
@ConfigurationProperties("gateway")
public record GatewaySettings(
        URI url,
        Login login,
        Map<String, Service> services,
        @DefaultValue Upstream upstream,
        @DefaultValue Limits limits,
        @DefaultValue Stream stream,
        @DefaultValue Reports reports) {

    public GatewaySettings {
        services = services == null ? Map.of() : new LinkedHashMap<>(services);
        List<String> faults = new ArrayList<>();
        checkAddress("url", url, faults);
        if (login == null) {
            faults.add("login: the identity provider is missing");
        } else {
            login.collect(faults);
        }
        services.forEach((name, service) -> service.collect("services." + name, faults));
        upstream.collect(faults);
        limits.collect(faults);
        stream.collect(faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "The gateway's settings are wrong: gateway." + String.join("; gateway.", faults));
        }
    }

    /** Whether browsers come by https, so that cookies must too. */
    public boolean isSecure() {
        return "https".equals(url.getScheme());
    }

    /**
     * The identity provider.
     *
     * @param issuer as its tokens name it
     * @param clientId this gateway's client
     * @param clientSecret by value, or else
     * @param clientSecretFile by file
     * @param audience what an access token's {@code aud} must hold
     * @param clockSkew how far our clock and the identity provider's may differ
     * @param timeout of requests to the identity provider
     */
    public record Login(
            URI issuer,
            @DefaultValue("mooring-console") String clientId,
            @Nullable String clientSecret,
            @Nullable Path clientSecretFile,
            @DefaultValue("mooring") String audience,
            @DefaultValue("30s") Duration clockSkew,
            @DefaultValue("5s") Duration timeout) {

        private void collect(List<String> faults) {
            checkAddress("login.issuer", issuer, faults);
            boolean given = clientSecret != null && !clientSecret.isBlank();
            boolean filed =
                    clientSecretFile != null && !clientSecretFile.toString().isBlank();
            if (given == filed) {
                faults.add("login.client-secret: set either client-secret or client-secret-file"
                        + (given ? ", not both" : ""));
            }
        }

        @Override
        public String toString() {
            return "Login[issuer=" + issuer + ", clientId=" + clientId + "]";
        }
    }

    /**
     * A service behind the gateway.
     *
     * @param address scheme, host and port
     * @param paths patterns of the paths that it answers
     * @param openPaths those of them that anybody may POST to: the service itself asks its callers for a signature or a
     *     secret of theirs
     * @param askPaths those of them at which a POST only asks and changes nothing, so that viewers may
     */
    public record Service(
            URI address,
            @DefaultValue List<String> paths,
            @DefaultValue List<String> openPaths,
            @DefaultValue List<String> askPaths) {

        private void collect(String key, List<String> faults) {
            checkAddress(key + ".address", address, faults);
            checkPaths(key + ".paths", paths, faults);
            checkPaths(key + ".open-paths", openPaths, faults);
            checkPaths(key + ".ask-paths", askPaths, faults);
        }

        private static void checkPaths(String key, List<String> paths, List<String> faults) {
            for (String path : paths) {
                if (!path.startsWith("/api/v1/")) {
                    faults.add(key + ": '" + path + "' is not below /api/v1/");
                }
            }
        }
    }

    /**
     * How long to wait for a service.
     *
     * @param connectTimeout until it takes the connection
     * @param responseTimeout until its answer begins; an answer that has begun may take its time
     * @param probeTimeout until it tells its health
     */
    public record Upstream(
            @DefaultValue("2s") Duration connectTimeout,
            @DefaultValue("30s") Duration responseTimeout,
            @DefaultValue("2s") Duration probeTimeout) {

        private void collect(List<String> faults) {
            if (List.of(connectTimeout, responseTimeout, probeTimeout).stream().anyMatch(time -> !time.isPositive())) {
                faults.add("upstream: connect-timeout, response-timeout, probe-timeout must be longer than zero");
            }
        }
    }

    /** A bucket: so many at once, then again so many in a time. */
    public record Rate(int burst, int refill, Duration per) {

        private void collect(String key, List<String> faults) {
            if (burst < 1 || refill < 1 || per == null || per.isZero() || per.isNegative()) {
                faults.add("limits." + key + ": burst and refill must be at least 1 and per longer than zero");
            }
        }
    }

    /**
     * Limits.
     *
     * @param user requests of one signed-in user or token
     * @param address requests from one address, signed in or not
     * @param login sign-ins begun from one address and not finished
     */
    public record Limits(Rate user, Rate address, Rate login) {

        public Limits {
            user = user == null ? new Rate(200, 50, Duration.ofSeconds(1)) : user;
            address = address == null ? new Rate(1_000, 200, Duration.ofSeconds(1)) : address;
            login = login == null ? new Rate(5, 5, Duration.ofMinutes(15)) : login;
        }

        private void collect(List<String> faults) {
            user.collect("user", faults);
            address.collect("address", faults);
            login.collect("login", faults);
        }
    }

    /**
     * The live stream.
     *
     * @param topics what browsers may follow
     * @param remembered newest events kept for browsers that come back
     * @param clientBuffer events waiting for one slow browser; older ones are dropped and it is told
     * @param maxStreams open at once, over all users
     * @param maxStreamsPerUser open at once for one user
     * @param heartbeat a comment this often keeps proxies from closing a quiet stream
     */
    public record Stream(
            @DefaultValue List<String> topics,
            @DefaultValue("1000") int remembered,
            @DefaultValue("256") int clientBuffer,
            @DefaultValue("500") int maxStreams,
            @DefaultValue("12") int maxStreamsPerUser,
            @DefaultValue("15s") Duration heartbeat) {

        private void collect(List<String> faults) {
            for (String topic : topics) {
                if (TopicCatalogue.named(topic).isEmpty()) {
                    faults.add("stream.topics: '" + topic + "' is no topic of the catalogue");
                }
            }
            if (remembered < 1 || clientBuffer < 1 || maxStreams < 1 || maxStreamsPerUser < 1) {
                faults.add("stream: remembered, client-buffer, max-streams, max-streams-per-user must be at least 1");
            }
        }
    }

    /** @param buffer security events waiting for Kafka; more are dropped and counted */
    public record Reports(@DefaultValue("1000") int buffer) {}

    private static void checkAddress(String key, @Nullable URI address, List<String> faults) {
        boolean usable = address != null
                && address.getHost() != null
                && List.of("http", "https").contains(address.getScheme())
                && (address.getRawPath() == null || !address.getRawPath().endsWith("/"));
        if (!usable) {
            faults.add(key + ": an http(s) address without a slash at its end is needed, not '" + address + "'");
        }
    }
}
