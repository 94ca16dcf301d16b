package io.mooring.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IssuerIT {

    private static final URI GATEWAY = URI.create("http://127.0.0.1:9");
    private static final String RETURN = GATEWAY + "/login/oauth2/code/mooring";
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-in-length";

    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private final Browser browser = new Browser();

    @BeforeAll
    static void start() {
        issuer = TestIssuer.start(folder, GATEWAY);
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void signsAPersonInWithCodeAndProofKey() throws Exception {
        JsonNode tokens = exchange(codeOf(signIn("operator", TestIssuer.password("operator"))), VERIFIER);

        JWTClaimsSet access = verified(tokens.get("access_token").asString());
        assertThat(access.getIssuer()).isEqualTo(issuer.url().toString());
        assertThat(access.getAudience()).containsExactly("mooring");
        assertThat(access.getStringListClaim("roles")).containsExactly("operator");
        assertThat(access.getStringClaim("preferred_username")).isEqualTo("operator");
        assertThat(lifetime(access)).isEqualTo(Duration.ofMinutes(5));
        JWTClaimsSet id = verified(tokens.get("id_token").asString());
        assertThat(id.getAudience()).containsExactly("mooring-console");
        assertThat(id.getStringClaim("name")).isEqualTo("The operator");
        assertThat(id.getStringClaim("nonce")).isEqualTo("n-1");
    }

    @Test
    void renewsATokenOnceWithEachRefreshToken() throws Exception {
        JsonNode tokens = exchange(codeOf(signIn("viewer", TestIssuer.password("viewer"))), VERIFIER);
        Map<String, String> refresh = Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.get("refresh_token").asString());

        assertThat(token("mooring-console", TestIssuer.CONSOLE_SECRET, refresh).statusCode())
                .isEqualTo(200);
        HttpResponse<String> again = token("mooring-console", TestIssuer.CONSOLE_SECRET, refresh);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("invalid_grant");
    }

    @Test
    void refusesACodeWithoutItsVerifier() {
        String code = codeOf(signIn("viewer", TestIssuer.password("viewer")));
        HttpResponse<String> answer = token(
                "mooring-console",
                TestIssuer.CONSOLE_SECRET,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        RETURN,
                        "code_verifier",
                        "x".repeat(43)));
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void demandsAProofKey() {
        Map<String, String> request = authorization();
        request.remove("code_challenge");
        request.remove("code_challenge_method");
        HttpResponse<String> answer =
                browser.send(Browser.page(issuer.url().resolve("/oauth2/authorize?" + Browser.query(request))));
        assertThat(location(answer)).startsWith(RETURN).contains("error=invalid_request");
    }

    @Test
    void comparesReturnAddressesLetterByLetter() {
        for (String other :
                List.of("http://127.0.0.1:10/login/oauth2/code/mooring", RETURN + "/", "http://evil.test/")) {
            Map<String, String> request = authorization();
            request.put("redirect_uri", other);
            HttpResponse<String> answer = signInAt(request, "viewer", TestIssuer.password("viewer"));
            assertThat(answer.statusCode()).as(other).isEqualTo(400);
            assertThat(answer.body()).contains("This sign-in link does not work");
        }
    }

    @Test
    void saysInWordsThatThePasswordIsWrongAndTheSameForAnUnknownUser() {
        HttpResponse<String> wrong = browser.signIn(loginPage(), "approver", "guess");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("do not belong together").contains("value=\"approver\"");

        HttpResponse<String> unknown = browser.signIn(wrong, "<b>", "guess");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).contains("do not belong together").contains("value=\"&lt;b&gt;\"");
    }

    @Test
    void stopsGuessingAfterFiveAttemptsEvenWithTheRightPassword() {
        HttpResponse<String> page = loginPage();
        for (int i = 0; i < 5; i++) {
            assertThat(browser.submit(page, "admin", "guess " + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> sixth = browser.submit(page, "admin", TestIssuer.password("admin"));
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.body()).contains("Too many attempts. Wait 15 minutes");
        assertThat(Integer.parseInt(sixth.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(880, 900);
        assertThat(browser.submit(page, "nobody", TestIssuer.password("nobody")).statusCode())
                .as("another user of the same address")
                .isEqualTo(302);
    }

    @Test
    void changesTheSessionAtSignIn() {
        HttpResponse<String> page = loginPage();
        String before = browser.cookie("MOORING_ISSUER_SESSION").orElseThrow();
        HttpResponse<String> answer = browser.submit(page, "viewer", TestIssuer.password("viewer"));
        assertThat(browser.cookie("MOORING_ISSUER_SESSION").orElseThrow()).isNotEqualTo(before);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
    }

    @Test
    void refusesASignInFormFromElsewhere() {
        HttpResponse<String> answer = browser.send(Browser.page(issuer.url().resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(Browser.form(Map.of("username", "viewer", "password", TestIssuer.password("viewer")))));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("open for too long");
    }

    @Test
    void allowsNoScriptsAndNoFrames() {
        HttpResponse<String> page = loginPage();
        assertThat(page.body()).doesNotContain("<script").doesNotContain("style=");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .contains("form-action 'self' " + GATEWAY);
    }

    @Test
    void givesTheCommandLineTheRoleItAsksFor() throws Exception {
        HttpResponse<String> answer = clientCredentials("role:operator");
        JWTClaimsSet claims = verified(json(answer.body()).get("access_token").asString());
        assertThat(claims.getStringListClaim("roles")).containsExactly("operator");
        assertThat(claims.getAudience()).containsExactly("mooring");
        assertThat(claims.getStringClaim("preferred_username")).isEqualTo("mooring-cli");
        assertThat(lifetime(claims)).isEqualTo(Duration.ofMinutes(15));
        assertThat(verified(json(clientCredentials("events:write").body())
                                .get("access_token")
                                .asString())
                        .getStringListClaim("roles"))
                .isEmpty();
    }

    @Test
    void refusesARoleThatIsNotOnTheListAndAWrongSecret() {
        assertThat(clientCredentials("role:root").body()).contains("invalid_scope");
        HttpResponse<String> wrong = token("mooring-cli", "guess", Map.of("grant_type", "client_credentials"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("invalid_client");
    }

    @Test
    void keepsItsKeyOverARestart() throws Exception {
        String before = json(clientCredentials("role:viewer").body())
                .get("access_token")
                .asString();
        try (TestIssuer restarted = TestIssuer.start(folder, GATEWAY)) {
            assertThat(verifiedBy(restarted, before).getSubject()).isEqualTo("mooring-cli");
        }
    }

    @Test
    void tellsItsHealth() {
        assertThat(browser.send(HttpRequest.newBuilder(issuer.url().resolve("/actuator/health")))
                        .body())
                .contains("\"UP\"");
    }

    private HttpResponse<String> loginPage() {
        return browser.open(issuer.url().resolve("/oauth2/authorize?" + Browser.query(authorization())));
    }

    private HttpResponse<String> signIn(String user, String password) {
        return signInAt(authorization(), user, password);
    }

    /** Signs in and stops at the redirect back to the gateway. */
    private HttpResponse<String> signInAt(Map<String, String> request, String user, String password) {
        HttpResponse<String> page = browser.open(issuer.url().resolve("/oauth2/authorize?" + Browser.query(request)));
        if (page.statusCode() != 200) {
            return page;
        }
        HttpResponse<String> answer = browser.submit(page, user, password);
        return browser.send(Browser.page(URI.create(location(answer))));
    }

    private static Map<String, String> authorization() {
        return new HashMap<>(Map.of(
                "response_type", "code",
                "client_id", "mooring-console",
                "redirect_uri", RETURN,
                "scope", "openid profile",
                "state", "s-1",
                "nonce", "n-1",
                "code_challenge", challenge(),
                "code_challenge_method", "S256"));
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer + ": " + answer.body()));
    }

    private static String codeOf(HttpResponse<String> answer) {
        String query = URI.create(location(answer)).getRawQuery();
        assertThat(query).contains("state=s-1");
        return URLDecoder.decode(query.replaceAll(".*code=([^&]+).*", "$1"), StandardCharsets.UTF_8);
    }

    private JsonNode exchange(String code, String verifier) {
        HttpResponse<String> answer = token(
                "mooring-console",
                TestIssuer.CONSOLE_SECRET,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        RETURN,
                        "code_verifier",
                        verifier));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    private HttpResponse<String> clientCredentials(String scope) {
        return token("mooring-cli", TestIssuer.CLI_SECRET, Map.of("grant_type", "client_credentials", "scope", scope));
    }

    private HttpResponse<String> token(String client, String secret, Map<String, String> fields) {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return new Browser()
                .send(HttpRequest.newBuilder(issuer.url().resolve("/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(Browser.form(fields)));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static Duration lifetime(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }

    private JWTClaimsSet verified(String token) throws Exception {
        return verifiedBy(issuer, token);
    }

    private JWTClaimsSet verifiedBy(TestIssuer by, String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys =
                JWKSet.parse(browser.open(by.url().resolve("/oauth2/jwks")).body());
        assertThat(keys.toString(false)).as("only public keys").doesNotContain("\"d\":");
        assertThat(jwt.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        return jwt.getJWTClaimsSet();
    }
}
