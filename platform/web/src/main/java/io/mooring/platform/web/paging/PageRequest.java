package io.mooring.platform.web.paging;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list: query parameters {@code cursor} and {@code limit}. A controller takes it as an argument.
 *
 * @param cursor from a former page; null for the first
 * @param limit 1 to {@value #MAX_LIMIT} items
 */
public record PageRequest(@Nullable String cursor, int limit) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw limit(String.valueOf(limit));
        }
    }

    /**
     * Reads the query parameters.
     *
     * @throws ProblemException 400 for a limit that is no number from 1 to {@value #MAX_LIMIT}
     */
    public static PageRequest of(@Nullable String cursor, @Nullable String limit) {
        String from = cursor == null || cursor.isEmpty() ? null : cursor;
        return limit == null ? new PageRequest(from, DEFAULT_LIMIT) : new PageRequest(from, number(limit));
    }

    private static int number(String limit) {
        try {
            return Integer.parseInt(limit);
        } catch (NumberFormatException notANumber) {
            throw limit(limit);
        }
    }

    private static ProblemException limit(String sent) {
        return ProblemException.ofField(
                PlatformProblem.INVALID_REQUEST,
                "limit",
                "is not a whole number from 1 to " + MAX_LIMIT + ": '" + sent + "'");
    }
}
