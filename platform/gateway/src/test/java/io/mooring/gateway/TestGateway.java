package io.mooring.gateway;

import io.mooring.issuer.Browser;
import io.mooring.issuer.TestIssuer;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Registry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real gateway before a real issuer, a real Kafka and registry, and a stub service. */
final class TestGateway implements AutoCloseable {

    final StubService service = new StubService();
    final TestIssuer issuer;
    final URI url;
    final Path folder;
    final MovableClock clock = new MovableClock();
    final ConfigurableApplicationContext context;

    private TestGateway(Path folder, String tokenLifetime, String... more) {
        int port = TestIssuer.freePort();
        this.folder = folder;
        this.url = URI.create("http://127.0.0.1:" + port);
        this.issuer = TestIssuer.start(
                folder,
                url,
                "--issuer.console.token-lifetime=" + tokenLifetime,
                "--issuer.login.attempts-per-address=1000");
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--gateway.url=" + url,
                "--gateway.login.issuer=" + issuer.url(),
                "--gateway.login.client-secret=" + TestIssuer.CONSOLE_SECRET,
                "--spring.kafka.bootstrap-servers=" + Kafka.shared().bootstrapServers(),
                "--mooring.registry.url=" + Registry.shared().url(),
                "--gateway.upstream.response-timeout=700ms",
                "--gateway.upstream.probe-timeout=500ms",
                "--gateway.limits.login.burst=1000",
                "--gateway.limits.login.refill=1000",
                "--gateway.limits.login.per=1s",
                "--gateway.services.backup.address=" + service.url(),
                "--gateway.services.notifier.address=http://127.0.0.1:" + TestIssuer.freePort(),
                "--mooring.web.body.max-body=64KB"));
        for (String argument : more) {
            // Twice the same argument would be a list of two values.
            arguments.removeIf(each -> each.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
            arguments.add(argument);
        }
        SpringApplication application = GatewayApplication.application();
        application.addInitializers(start -> start.getBeanFactory().registerSingleton("clock", clock));
        this.context = application.run(arguments.toArray(String[]::new));
    }

    /** Every request finds its session's token old (within the 60 s of skew) and renews it. */
    static TestGateway start(Path folder, String... more) {
        return new TestGateway(folder, "30s", more);
    }

    /** Tokens of sessions are good for five minutes. */
    static TestGateway startWithLastingTokens(Path folder, String... more) {
        return new TestGateway(folder, "5m", more);
    }

    /** A browser in which this user is signed in and which has its CSRF cookie. */
    Browser signedIn(String user) {
        Browser browser = new Browser();
        HttpResponse<String> page = browser.signIn(signInPage(browser), user, TestIssuer.password(user));
        if (page.statusCode() != 200) {
            throw new AssertionError("Signing in answered " + page.statusCode() + ": " + page.body());
        }
        return browser;
    }

    /** The identity provider's form, as the console's button leads there. */
    HttpResponse<String> signInPage(Browser browser) {
        return browser.open(url.resolve("/oauth2/authorization/mooring"));
    }

    /** A token as ./mooring token gets it. */
    String token(String scope) {
        HttpResponse<String> answer = new Browser()
                .send(HttpRequest.newBuilder(issuer.url().resolve("/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(Browser.form(Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "mooring-cli",
                                "client_secret",
                                TestIssuer.CLI_SECRET,
                                "scope",
                                scope))));
        return json(answer).get("access_token").asString();
    }

    HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Accept", "application/json");
    }

    HttpRequest.Builder bearing(String token, String path) {
        return api(path).header("Authorization", "Bearer " + token);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        context.close();
        issuer.close();
        service.close();
    }
}
