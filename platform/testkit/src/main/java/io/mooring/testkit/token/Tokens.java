package io.mooring.testkit.token;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OIDC issuer for tests: discovery document and key set by HTTP on the loopback interface, and tokens as the real issuer signs
 * them. Point {@code spring.security.oauth2.resourceserver.jwt.issuer-uri} at {@link #issuer()}.
 */
public final class Tokens {

    private static final String AUDIENCE = "mooring";
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SigningKey key = SigningKey.generate();
    private final HttpServer server;

    private Tokens(HttpServer server) {
        this.server = server;
    }

    /** One issuer for all tests of a JVM, started at the first call. */
    public static Tokens shared() {
        return Shared.TOKENS;
    }

    /** For {@code issuer-uri}. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A good token of a user with these roles, named after the first. */
    public String token(String... roles) {
        return tokenFor(roles.length == 0 ? "nobody" : roles[0], roles);
    }

    /** A good token of the named user with these roles: viewer, operator, approver, admin. */
    public String tokenFor(String username, String... roles) {
        return key.sign(claims(username, Instant.now(), List.of(roles)));
    }

    /** A good token of a publisher with these scopes, such as {@code events:write}, and no role. */
    public String scopedToken(String client, String... scopes) {
        Map<String, Object> claims = claims(client, Instant.now(), List.of());
        claims.put("scope", String.join(" ", scopes));
        return key.sign(claims);
    }

    /** A token that was good until an hour ago. */
    public String expired(String... roles) {
        return key.sign(claims("late", Instant.now().minus(LIFETIME.multipliedBy(2)), List.of(roles)));
    }

    /** A token signed by a key this issuer does not know. */
    public String forged(String... roles) {
        return SigningKey.generate().sign(claims("forger", Instant.now(), List.of(roles)));
    }

    /** A well-signed token that is meant for somebody else. */
    public String forAnotherAudience(String... roles) {
        Map<String, Object> claims = claims("stranger", Instant.now(), List.of(roles));
        claims.put("aud", List.of("another-application"));
        return key.sign(claims);
    }

    private Map<String, Object> claims(String username, Instant issued, List<String> roles) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("sub", username);
        claims.put("aud", List.of(AUDIENCE));
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", issued.getEpochSecond());
        claims.put("exp", issued.plus(LIFETIME).getEpochSecond());
        claims.put("preferred_username", username);
        claims.put("roles", new ArrayList<>(roles));
        return claims;
    }

    private Map<String, Object> discovery() {
        return Map.of(
                "issuer", issuer(),
                "jwks_uri", issuer() + "/oauth2/jwks",
                "authorization_endpoint", issuer() + "/oauth2/authorize",
                "token_endpoint", issuer() + "/oauth2/token",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private static Tokens start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Tokens tokens = new Tokens(server);
            server.createContext("/.well-known/openid-configuration", e -> answer(e, tokens.discovery()));
            server.createContext("/oauth2/jwks", e -> answer(e, Map.of("keys", List.of(tokens.key.published()))));
            server.setExecutor(command -> Thread.ofVirtual().start(command));
            server.start();
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, Map<String, ?> body) throws IOException {
        byte[] json = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        try (var out = exchange.getResponseBody()) {
            out.write(json);
        }
    }

    private static final class Shared {

        static final Tokens TOKENS = start();
    }
}
