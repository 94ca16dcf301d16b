package io.mooring.platform.web.problem;

import static io.mooring.platform.web.problem.PlatformProblem.BODY_TOO_LARGE;
import static io.mooring.platform.web.problem.PlatformProblem.CLIENT_ERROR;
import static io.mooring.platform.web.problem.PlatformProblem.FORBIDDEN;
import static io.mooring.platform.web.problem.PlatformProblem.INTERNAL_ERROR;
import static io.mooring.platform.web.problem.PlatformProblem.ISSUER_UNREACHABLE;
import static io.mooring.platform.web.problem.PlatformProblem.METHOD_NOT_ALLOWED;
import static io.mooring.platform.web.problem.PlatformProblem.NOT_ACCEPTABLE;
import static io.mooring.platform.web.problem.PlatformProblem.NOT_FOUND;
import static io.mooring.platform.web.problem.PlatformProblem.UNAUTHENTICATED;
import static io.mooring.platform.web.problem.PlatformProblem.UNSUPPORTED_MEDIA_TYPE;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/** Turns whatever was thrown into a problem. What is not known becomes an internal error without any of its words. */
final class TranslateFailure {

    private final TranslateBadInput badInput = new TranslateBadInput();

    ProblemException toProblem(Throwable failure) {
        if (isTooLarge(failure)) {
            return new ProblemException(BODY_TOO_LARGE, "The body is larger than this service accepts.");
        }
        return switch (failure) {
            case ProblemException problem -> problem;
            case ServerWebInputException input -> badInput.toProblem(input);
            case ResponseStatusException status -> ofStatus(status);
            case JwtDecoderInitializationException issuer -> issuerUnreachable(issuer);
            case AuthenticationServiceException issuer -> issuerUnreachable(issuer);
            case AuthenticationException denied ->
                new ProblemException(UNAUTHENTICATED, "Send a valid bearer token: Authorization: Bearer …");
            case AccessDeniedException denied ->
                new ProblemException(FORBIDDEN, "Your roles and scopes do not allow this. Ask for the role you need.");
            default -> unexpected(failure);
        };
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof ContentTooLargeException
                || NestedExceptionUtils.getMostSpecificCause(failure) instanceof DataBufferLimitException;
    }

    private ProblemException ofStatus(ResponseStatusException failure) {
        return switch (failure) {
            case HandlerMethodValidationException rules -> TranslateBadInput.ofMethod(rules);
            case MethodNotAllowedException method -> methodNotAllowed(method);
            case NotAcceptableStatusException accept ->
                new ProblemException(
                        NOT_ACCEPTABLE, "This address answers with " + list(accept.getSupportedMediaTypes()) + ".");
            case UnsupportedMediaTypeStatusException type -> unsupported(type);
            default -> ofPlainStatus(failure);
        };
    }

    private static ProblemException ofPlainStatus(ResponseStatusException failure) {
        int status = failure.getStatusCode().value();
        if (status == NOT_FOUND.status().value()) {
            return new ProblemException(NOT_FOUND, "There is nothing at this address.");
        }
        if (status == UNSUPPORTED_MEDIA_TYPE.status().value()) {
            // Forms are the one type that Spring refuses so: it reads them, but into no object.
            return unsupported(MediaType.APPLICATION_JSON_VALUE, ", not as a form");
        }
        // A status of ours without a catalogue entry keeps its class; its words may hold what a caller must not see.
        return failure.getStatusCode().is4xxClientError()
                ? new ProblemException(CLIENT_ERROR, "The request was refused with status " + status + ".")
                : unexpected(failure);
    }

    private static ProblemException methodNotAllowed(MethodNotAllowedException failure) {
        String allowed = failure.getSupportedMethods().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
        String detail = failure.getHttpMethod() + " is not possible here; possible: " + allowed + ".";
        return new ProblemException(METHOD_NOT_ALLOWED, detail).withHeader(HttpHeaders.ALLOW, allowed);
    }

    private static ProblemException unsupported(UnsupportedMediaTypeStatusException failure) {
        return unsupported(
                failure.getSupportedMediaTypes().isEmpty()
                        ? MediaType.APPLICATION_JSON_VALUE
                        : list(failure.getSupportedMediaTypes()),
                whatWasSent(failure.getContentType()));
    }

    private static ProblemException unsupported(String supported, String sent) {
        return new ProblemException(UNSUPPORTED_MEDIA_TYPE, "Send the body as " + supported + sent + ".");
    }

    /** Spring takes a body that says nothing of its type for octets, and knows no type of one that cannot be read. */
    private static String whatWasSent(@Nullable MediaType type) {
        if (type == null) {
            return "; Content-Type cannot be read";
        }
        return type.isCompatibleWith(MediaType.APPLICATION_OCTET_STREAM)
                ? "; Content-Type is missing or says " + type
                : ", not " + type;
    }

    private static ProblemException issuerUnreachable(RuntimeException failure) {
        return new ProblemException(
                        ISSUER_UNREACHABLE,
                        "The token issuer does not answer, so the token cannot be checked. Try again.")
                .withHeader(HttpHeaders.RETRY_AFTER, "5")
                .causedBy(failure);
    }

    private static ProblemException unexpected(Throwable failure) {
        return new ProblemException(
                        INTERNAL_ERROR,
                        "The request failed unexpectedly. The trace id leads to the reason in the logs.")
                .causedBy(failure);
    }

    private static String list(Collection<MediaType> types) {
        return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    }
}
