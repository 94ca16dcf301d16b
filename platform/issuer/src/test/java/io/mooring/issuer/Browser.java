package io.mooring.issuer;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does when a person signs in: keeps cookies, follows redirects, sends forms with their hidden fields. */
public final class Browser {

    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    /** For what this class does not do, such as reading a stream: with the same cookies. */
    public HttpClient client() {
        return client;
    }

    /** Opens a page as a person would, following redirects. */
    public HttpResponse<String> open(URI address) {
        return follow(send(page(address)));
    }

    /** One request, redirects not followed. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Fills in the sign-in form of the page at hand and follows to where it leads. */
    public HttpResponse<String> signIn(HttpResponse<String> loginPage, String user, String password) {
        return follow(submit(loginPage, user, password));
    }

    /** Sends the sign-in form and shows the answer to just that. */
    public HttpResponse<String> submit(HttpResponse<String> loginPage, String user, String password) {
        Matcher hidden = HIDDEN.matcher(loginPage.body());
        if (!hidden.find()) {
            throw new IllegalStateException("No sign-in form at " + loginPage.uri() + ": " + loginPage.body());
        }
        return send(page(loginPage.uri().resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(form(Map.of(hidden.group(1), hidden.group(2), "username", user, "password", password))));
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    public static HttpRequest.BodyPublisher form(Map<String, String> fields) {
        return HttpRequest.BodyPublishers.ofString(query(fields));
    }

    public static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static HttpRequest.Builder page(URI address) {
        return HttpRequest.newBuilder(address).header("Accept", "text/html,application/xhtml+xml");
    }

    private HttpResponse<String> follow(HttpResponse<String> first) {
        HttpResponse<String> response = first;
        for (int hops = 0; response.statusCode() / 100 == 3; hops++) {
            if (hops == 10) {
                throw new IllegalStateException("Redirected in circles, at last to " + response.uri());
            }
            String next = response.headers().firstValue("Location").orElseThrow();
            response = send(page(response.uri().resolve(next)));
        }
        return response;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
