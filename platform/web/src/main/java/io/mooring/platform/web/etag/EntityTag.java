package io.mooring.platform.web.etag;

import static io.mooring.platform.web.problem.PlatformProblem.VERSION_MISMATCH;
import static io.mooring.platform.web.problem.PlatformProblem.VERSION_REQUIRED;

import io.mooring.platform.web.problem.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A resource's version as a strong entity tag (RFC 9110 §8.8.3).
 *
 * @param version rises by one with every change
 */
public record EntityTag(long version) {

    public EntityTag {
        if (version < 0) {
            throw new IllegalArgumentException("A version is not negative: " + version);
        }
    }

    /** For the header {@code ETag}: the version in quotes. */
    public String header() {
        return "\"" + version + "\"";
    }

    /**
     * Checks an update's precondition against this, the present version.
     *
     * @param ifMatch the header {@code If-Match}: a list of tags, or {@code *} for "as long as it exists"
     * @throws ProblemException 428 when the header is missing, 412 when none of its tags is the present one; a weak tag
     *     never matches (RFC 9110 §13.1.1)
     */
    public void require(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(
                    VERSION_REQUIRED, "Send the version you have read in If-Match, or * to change any version.");
        }
        if (!matches(ifMatch)) {
            throw new ProblemException(
                    VERSION_MISMATCH,
                    "It has changed since you read it: it is now at " + header() + ", not " + ifMatch);
        }
    }

    private boolean matches(String ifMatch) {
        return ifMatch.strip().equals("*")
                || Arrays.stream(ifMatch.split(",")).map(String::strip).anyMatch(header()::equals);
    }
}
