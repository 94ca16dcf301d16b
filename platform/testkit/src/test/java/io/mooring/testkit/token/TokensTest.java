package io.mooring.testkit.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokensTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private final Tokens tokens = Tokens.shared();

    @Test
    void discoveryLeadsToTheKeyThatSignedTheToken() throws Exception {
        JsonNode discovery = get(tokens.issuer() + "/.well-known/openid-configuration");
        assertThat(discovery.get("issuer").asString()).isEqualTo(tokens.issuer());
        JsonNode key = get(discovery.get("jwks_uri").asString()).get("keys").get(0);

        assertThat(verifies(tokens.token("operator"), key)).isTrue();
        assertThat(verifies(tokens.forged("operator"), key)).isFalse();
    }

    @Test
    void aTokenNamesTheUserTheRolesAndTheAudience() {
        JsonNode claims = claims(tokens.tokenFor("ada", "approver", "viewer"));

        assertThat(claims.get("iss").asString()).isEqualTo(tokens.issuer());
        assertThat(claims.get("preferred_username").asString()).isEqualTo("ada");
        assertThat(claims.get("roles")).extracting(JsonNode::asString).containsExactly("approver", "viewer");
        assertThat(claims.get("aud").get(0).asString()).isEqualTo("mooring");
        assertThat(claims.get("exp").asLong()).isGreaterThan(Instant.now().getEpochSecond());
    }

    @Test
    void badTokensAreBadInOneWayOnly() {
        assertThat(claims(tokens.expired("viewer")).get("exp").asLong())
                .isLessThan(Instant.now().getEpochSecond());
        assertThat(claims(tokens.forAnotherAudience("viewer")).get("aud").get(0).asString())
                .isNotEqualTo("mooring");
        assertThat(claims(tokens.scopedToken("publisher", "events:write"))
                        .get("scope")
                        .asString())
                .isEqualTo("events:write");
    }

    private static boolean verifies(String token, JsonNode key) throws Exception {
        String[] parts = token.split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static BigInteger number(JsonNode base64url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64url.asString()));
    }

    private static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static JsonNode get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        }
    }
}
