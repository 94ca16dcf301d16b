package io.mooring.platform.web.idempotency;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header that a caller invents, once per intention. */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern ACCEPTED = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /**
     * Checks the header.
     *
     * @return the key
     * @throws ProblemException 400 {@code idempotency-key-required} when it is missing, 400 {@code invalid-request} when
     *     it is not 1 to 255 visible ASCII characters
     */
    public static String require(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new ProblemException(
                    PlatformProblem.IDEMPOTENCY_KEY_REQUIRED,
                    "Send the header " + HEADER + " with a new UUID, and the same one when you repeat the request.");
        }
        if (!ACCEPTED.matcher(header).matches()) {
            throw ProblemException.ofField(
                    PlatformProblem.INVALID_REQUEST, HEADER, "is not 1 to 255 visible ASCII characters");
        }
        return header;
    }
}
