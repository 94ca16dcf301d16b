package io.mooring.testkit.s3;

/** What a store says instead of doing it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    static Refusal noSuchKey() {
        return new Refusal(404, "NoSuchKey", "The specified key does not exist.");
    }

    static Refusal invalid(String message) {
        return new Refusal(400, "InvalidRequest", message);
    }

    static Refusal denied(String message) {
        return new Refusal(403, "AccessDenied", message);
    }
}
