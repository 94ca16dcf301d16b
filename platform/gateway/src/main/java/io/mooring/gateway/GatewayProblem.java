package io.mooring.gateway;

import io.mooring.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every problem that the gateway answers on its own account. */
public enum GatewayProblem implements Problem {
    SIGN_IN_REQUIRED("sign-in-required", HttpStatus.UNAUTHORIZED, "You are not signed in"),
    CSRF_TOKEN_WRONG(
            "csrf-token-wrong", HttpStatus.FORBIDDEN, "The request does not prove that it comes from the console"),
    UNKNOWN_TOPIC("unknown-topic", HttpStatus.BAD_REQUEST, "There is no such topic to follow"),
    TOO_MANY_REQUESTS("too-many-requests", HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    TOO_MANY_SIGN_INS("too-many-sign-ins", HttpStatus.TOO_MANY_REQUESTS, "Too many attempts to sign in"),
    TOO_MANY_STREAMS("too-many-streams", HttpStatus.TOO_MANY_REQUESTS, "Too many live streams are open"),
    SERVICE_BROKE_OFF("service-broke-off", HttpStatus.BAD_GATEWAY, "The service broke off its answer"),
    SERVICE_UNREACHABLE("service-unreachable", HttpStatus.SERVICE_UNAVAILABLE, "The service cannot be reached"),
    SERVICE_TOO_SLOW("service-too-slow", HttpStatus.GATEWAY_TIMEOUT, "The service did not answer in time"),
    IDENTITY_PROVIDER_DOWN(
            "identity-provider-down", HttpStatus.SERVICE_UNAVAILABLE, "The identity provider does not answer");

    private final String code;
    private final HttpStatus status;
    private final String title;

    GatewayProblem(String code, HttpStatus status, String title) {
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
