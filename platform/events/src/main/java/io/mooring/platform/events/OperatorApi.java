package io.mooring.platform.events;

import java.security.Principal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What the operators' endpoints of this module share: the shape of lists and of problems, as everywhere in Mooring. */
public final class OperatorApi {

    private static final int LARGEST_PAGE = 200;

    private OperatorApi() {}

    /** @param nextCursor null on the last page */
    public record Page<T>(List<T> items, @Nullable String nextCursor) {}

    /** A problem detail (RFC 9457) with the platform's {@code code}. */
    public static ErrorResponseException problem(HttpStatus status, String code, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setDetail(detail);
        problem.setProperty("code", code);
        return new ErrorResponseException(status, problem, null);
    }

    /** A page size from 1 to 200. */
    public static int limit(int asked) {
        if (asked < 1 || asked > LARGEST_PAGE) {
            throw problem(HttpStatus.BAD_REQUEST, "limit-invalid", "limit must be from 1 to " + LARGEST_PAGE);
        }
        return asked;
    }

    /** Parses a part of the address; its {@link IllegalArgumentException} becomes a 400. */
    public static <T> T valid(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw problem(HttpStatus.BAD_REQUEST, "id-invalid", malformed.getMessage());
        }
    }

    /** Who decides; "anonymous" only where a service runs without security. */
    public static String name(@Nullable Principal principal) {
        return principal == null ? "anonymous" : principal.getName();
    }
}
