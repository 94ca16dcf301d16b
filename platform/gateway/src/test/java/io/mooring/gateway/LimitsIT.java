package io.mooring.gateway;

import static io.mooring.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.issuer.Browser;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsIT {

    @TempDir
    static Path folder;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                folder,
                "--gateway.limits.user.burst=4",
                "--gateway.limits.user.refill=1",
                "--gateway.limits.user.per=10m",
                "--gateway.limits.login.burst=5",
                "--gateway.limits.login.refill=5",
                "--gateway.limits.login.per=15m");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void refusesATokensFifthRequestAndSaysWhenToTryAgain() {
        String token = gateway.token("role:viewer");
        for (int i = 0; i < 4; i++) {
            assertThat(new Browser().send(gateway.bearing(token, "/api/v1/me")).statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> fifth = new Browser().send(gateway.bearing(token, "/api/v1/me"));
        assertThat(fifth.statusCode()).isEqualTo(429);
        assertThat(json(fifth).get("code").asString()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(fifth.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(590, 600);
    }

    @Test
    void countsSignInsThatAreOnlyBegun() {
        gateway.signedIn("admin");
        for (int i = 0; i < 5; i++) {
            assertThat(begin().statusCode())
                    .as("the finished one does not count")
                    .isEqualTo(302);
        }
        HttpResponse<String> sixth = begin();
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.body()).contains("Too many attempts to sign in. Try again in 3 minutes.");
        assertThat(sixth.headers().firstValue("Retry-After")).isPresent();
    }

    private static HttpResponse<String> begin() {
        return new Browser().send(Browser.page(gateway.url.resolve("/oauth2/authorization/mooring")));
    }
}
