package io.mooring.issuer;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** What a browser sees here: sign in, signed in, and errors in words. */
@Controller
class IssuerPages {

    private static final Template MESSAGE = Template.read("message.html");

    private final LoginPage login;
    private final byte[] style = Template.bytes("issuer.css");
    private final URI console;

    IssuerPages(LoginPage login, IssuerSettings settings) {
        this.login = login;
        this.console = settings.console().redirectUris().getFirst().resolve("/");
    }

    @Bean
    static ErrorPageRegistrar errorPage() {
        return pages -> pages.addErrorPages(new ErrorPage("/error"));
    }

    @GetMapping(LoginPage.PATH)
    void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        login.show(request, response);
    }

    @GetMapping("/")
    void signedIn(HttpServletResponse response) throws IOException {
        message(response, 200, "You are signed in", "This page only signs people in. The work is in the console.");
    }

    @GetMapping("/issuer.css")
    ResponseEntity<byte[]> style() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "css"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(style);
    }

    /** Where the container sends every error. */
    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = code instanceof Integer number ? number : 404;
        switch (status) {
            case 400 ->
                message(
                        response,
                        status,
                        "This sign-in link does not work",
                        "It may be old, or it names an application or a return address that is not registered here. "
                                + "Begin again in the console.");
            case 403 ->
                message(
                        response,
                        status,
                        "This page was open for too long",
                        "For your safety it cannot be used any more. Begin again in the console.");
            case 404 -> message(response, status, "There is nothing here", "The address may be mistyped.");
            default ->
                message(
                        response,
                        status,
                        "That did not work",
                        "The issuer answered " + status + ". Its log says why; try again, or tell your operator.");
        }
    }

    private void message(HttpServletResponse response, int status, String title, String text) throws IOException {
        MESSAGE.write(response, status, Map.of("title", title, "text", text, "console", console.toString()));
    }
}
