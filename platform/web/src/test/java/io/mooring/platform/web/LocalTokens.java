package io.mooring.platform.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** An issuer of one key on a port of its own: enough of OpenID Connect discovery for the real decoder. */
public final class LocalTokens implements AutoCloseable {

    private final HttpServer server;
    private final RSAKey key;

    LocalTokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        serve("/.well-known/openid-configuration", () -> """
                {"issuer":"%s","jwks_uri":"%s/keys","subject_types_supported":["public"]}""".formatted(issuer(), issuer()));
        serve("/keys", () -> "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}");
        server.start();
    }

    private void serve(String path, java.util.function.Supplier<String> json) {
        server.createContext(path, exchange -> {
            byte[] body = json.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A token with these roles. */
    public String withRoles(String... roles) {
        return token(claims -> claims.claim("roles", List.of(roles)));
    }

    /** A valid token, changed. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("mooring")
                .subject("user-1")
                .claim("preferred_username", "ada")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(),
                change.apply(claims).build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Sets the issuer before conditions look at it; a bean that adds properties would come too late. */
    static final class Start implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            LocalTokens tokens = new LocalTokens();
            context.addApplicationListener((ContextClosedEvent closed) -> tokens.close());
            context.getBeanFactory().registerSingleton("localTokens", tokens);
            TestPropertyValues.of("spring.security.oauth2.resourceserver.jwt.issuer-uri=" + tokens.issuer())
                    .applyTo(context);
        }
    }
}
