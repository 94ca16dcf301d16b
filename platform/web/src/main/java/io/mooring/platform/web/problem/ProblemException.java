package io.mooring.platform.web.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Thrown by a service to answer with a problem of its catalogue. It is an answer, not a fault: it has no stack trace. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;
    private final transient List<FieldFault> faults;
    private final transient HttpHeaders headers;

    /** A problem with its occurrence in words. */
    public ProblemException(Problem problem, String detail) {
        this(problem, detail, List.of(), HttpHeaders.EMPTY, null);
    }

    private ProblemException(
            Problem problem, String detail, List<FieldFault> faults, HttpHeaders headers, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.problem = problem;
        this.faults = List.copyOf(faults);
        this.headers = headers;
    }

    /** A problem with named fields. */
    public static ProblemException ofFields(Problem problem, String detail, List<FieldFault> faults) {
        return new ProblemException(problem, detail, faults, HttpHeaders.EMPTY, null);
    }

    /** A problem with one named field. */
    public static ProblemException ofField(Problem problem, String field, String message) {
        return ofFields(problem, field + ": " + message, List.of(new FieldFault(field, message)));
    }

    /** The same problem with a header such as {@code Retry-After}. */
    public ProblemException withHeader(String name, String value) {
        HttpHeaders extended = new HttpHeaders();
        extended.putAll(headers);
        extended.add(name, value);
        return new ProblemException(problem, detail(), faults, extended, getCause());
    }

    /** The same problem with what led to it, which is logged and never answered. */
    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(problem, detail(), faults, headers, cause);
    }

    public Problem problem() {
        return problem;
    }

    /** What happened here, in words. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldFault> faults() {
        return faults;
    }

    public HttpHeaders headers() {
        return headers;
    }
}
