package io.mooring.platform.web.problem;

import org.springframework.http.HttpStatus;

/** The problems that every service answers alike. */
public enum PlatformProblem implements Problem {
    MALFORMED_JSON("malformed-json", HttpStatus.BAD_REQUEST, "The body is not well-formed JSON"),
    INVALID_REQUEST("invalid-request", HttpStatus.BAD_REQUEST, "The request is not valid"),
    INVALID_CURSOR("invalid-cursor", HttpStatus.BAD_REQUEST, "The cursor is not valid"),
    IDEMPOTENCY_KEY_REQUIRED(
            "idempotency-key-required", HttpStatus.BAD_REQUEST, "The request needs an Idempotency-Key header"),
    UNAUTHENTICATED("unauthenticated", HttpStatus.UNAUTHORIZED, "A valid bearer token is needed"),
    FORBIDDEN("forbidden", HttpStatus.FORBIDDEN, "The token does not allow this"),
    NOT_FOUND("not-found", HttpStatus.NOT_FOUND, "There is nothing at this address"),
    METHOD_NOT_ALLOWED("method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),
    NOT_ACCEPTABLE("not-acceptable", HttpStatus.NOT_ACCEPTABLE, "No acceptable media type"),
    IDEMPOTENCY_KEY_IN_USE(
            "idempotency-key-in-use", HttpStatus.CONFLICT, "A request with this Idempotency-Key is still running"),
    VERSION_MISMATCH("version-mismatch", HttpStatus.PRECONDITION_FAILED, "It has changed since it was read"),
    BODY_TOO_LARGE("body-too-large", HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
    IDEMPOTENCY_KEY_REUSED(
            "idempotency-key-reused",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The Idempotency-Key was used for another request"),
    VERSION_REQUIRED("version-required", HttpStatus.PRECONDITION_REQUIRED, "The request needs an If-Match header"),
    CLIENT_ERROR("bad-request", HttpStatus.BAD_REQUEST, "The request was not understood"),
    INTERNAL_ERROR("internal-error", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
    ISSUER_UNREACHABLE("issuer-unreachable", HttpStatus.SERVICE_UNAVAILABLE, "Tokens cannot be checked at present"),
    DEPENDENCY_UNAVAILABLE(
            "dependency-unavailable", HttpStatus.SERVICE_UNAVAILABLE, "A part this service needs does not answer");

    private final String code;
    private final HttpStatus status;
    private final String title;

    PlatformProblem(String code, HttpStatus status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
