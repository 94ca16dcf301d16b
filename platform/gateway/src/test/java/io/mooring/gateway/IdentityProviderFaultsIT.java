package io.mooring.gateway;

import static io.mooring.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.issuer.Browser;
import io.mooring.issuer.TestIssuer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The identity provider stops, or forgets, while people are at work. */
class IdentityProviderFaultsIT {

    /** So that a token of five minutes is due for renewal. */
    private static final Duration UNTIL_RENEWAL = Duration.ofMinutes(4).plusSeconds(30);

    @TempDir
    Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.startWithLastingTokens(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void keepsASessionAtWorkUntilItsTokenMustBeRenewedAndFromWhenItCanBe() {
        Browser browser = gateway.signedIn("viewer");
        gateway.issuer.close();
        assertThat(plans(browser).statusCode()).isEqualTo(200);

        gateway.clock.forward(UNTIL_RENEWAL);
        HttpResponse<String> stuck = plans(browser);
        assertThat(stuck.statusCode()).isEqualTo(503);
        assertThat(json(stuck).get("code").asString()).isEqualTo("identity-provider-down");
        assertThat(json(stuck).get("detail").asString()).contains("the identity provider does not answer");
        assertThat(stuck.headers().firstValue("Retry-After")).contains("5");
        assertThat(browser.send(gateway.api("/api/v1/me")).statusCode())
                .as("still signed in")
                .isEqualTo(200);
        HttpResponse<String> page = browser.open(gateway.url.resolve("/backups"));
        assertThat(page.body()).contains("Console under test");
    }

    @Test
    void signsOutWhoseRenewalIsRefused() {
        Browser browser = gateway.signedIn("viewer");
        gateway.issuer.close();
        gateway.issuer.startAgain();
        gateway.clock.forward(UNTIL_RENEWAL);

        HttpResponse<String> refused = plans(browser);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
        assertThat(json(refused).get("code").asString()).isEqualTo("sign-in-required");
        assertThat(json(refused).get("detail").asString()).contains("your session has ended");
        assertThat(browser.send(gateway.api("/api/v1/me")).statusCode()).isEqualTo(401);
        HttpResponse<String> again =
                browser.signIn(gateway.signInPage(browser), "viewer", TestIssuer.password("viewer"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(plans(browser).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsAPersonThatASignInCannotBeFinished() {
        Browser browser = new Browser();
        HttpResponse<String> sent =
                browser.submit(gateway.signInPage(browser), "viewer", TestIssuer.password("viewer"));
        URI back = URI.create(sent.headers().firstValue("Location").orElseThrow());
        while (!back.toString().startsWith(gateway.url.toString())) {
            back = URI.create(browser.send(Browser.page(back))
                    .headers()
                    .firstValue("Location")
                    .orElseThrow());
        }
        gateway.issuer.close();
        HttpResponse<String> page = browser.open(back);
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body())
                .contains("Signing in could not be finished: the identity provider does not answer")
                .contains("Try again")
                .doesNotContain("Exception");
    }

    private HttpResponse<String> plans(Browser browser) {
        return browser.send(gateway.api("/api/v1/plans"));
    }
}
