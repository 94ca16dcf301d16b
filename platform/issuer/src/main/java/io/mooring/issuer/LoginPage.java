package io.mooring.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.web.csrf.CsrfToken;

/** The sign-in page, and what it says when signing in did not work. */
final class LoginPage {

    static final String PATH = "/login";

    private final Template template = Template.read("login.html");

    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, HttpServletResponse.SC_OK, "");
    }

    /** Says the same for an unknown user as for a wrong password. */
    void wrongPassword(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(
                request,
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                "That user name and password do not belong together. Check both and try again.");
    }

    void tooManyAttempts(HttpServletRequest request, HttpServletResponse response, Duration wait) throws IOException {
        long minutes = Math.max(1, wait.plusSeconds(59).toMinutes());
        response.setHeader("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
        write(
                request,
                response,
                429,
                "Too many attempts. Wait " + minutes + (minutes == 1 ? " minute" : " minutes") + ", then try again.");
    }

    private void write(HttpServletRequest request, HttpServletResponse response, int status, String problem)
            throws IOException {
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        template.write(
                response,
                status,
                Map.of(
                        "csrfName", csrf.getParameterName(),
                        "csrfValue", csrf.getToken(),
                        "username", Objects.requireNonNullElse(request.getParameter("username"), ""),
                        "problem", problem,
                        "hasProblem", problem.isEmpty() ? "hidden" : "",
                        "invalid", String.valueOf(!problem.isEmpty())));
    }
}
