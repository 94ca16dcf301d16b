package io.mooring.issuer;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** Five attempts per user and address, and a cap per address over all users, in a quarter of an hour. */
final class LoginGuard {

    private final LoginAttempts perUser;
    private final LoginAttempts perAddress;

    LoginGuard(IssuerSettings.LoginLimit limit, InstantSource clock) {
        this.perUser = new LoginAttempts(limit.attempts(), limit.per(), clock);
        this.perAddress = new LoginAttempts(limit.attemptsPerAddress(), limit.per(), clock);
    }

    /** Counts the attempt this request is. @return zero when it may go on, else how long to wait */
    Duration begin(HttpServletRequest request) {
        Duration wait = perUser.begin(key(request));
        return wait.isZero() ? perAddress.begin(request.getRemoteAddr()) : wait;
    }

    /** Only the user's own count is forgotten: whoever knows one password gains no more guesses at others. */
    void succeeded(HttpServletRequest request) {
        perUser.succeeded(key(request));
    }

    private static String key(HttpServletRequest request) {
        String user = request.getParameter("username");
        String name = user == null ? "" : user.strip().toLowerCase(Locale.ROOT);
        return request.getRemoteAddr() + ' ' + name.substring(0, Math.min(name.length(), 200));
    }
}
