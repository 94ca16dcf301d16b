package io.mooring.platform.web.problem;

import static io.mooring.platform.web.problem.PlatformProblem.INVALID_REQUEST;
import static io.mooring.platform.web.problem.PlatformProblem.MALFORMED_JSON;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What a caller sent that cannot be read or is against a rule, by field. */
final class TranslateBadInput {

    ProblemException toProblem(ServerWebInputException failure) {
        return switch (failure) {
            case WebExchangeBindException bind -> ofFields(ofBinding(bind));
            case MissingRequestValueException missing ->
                ProblemException.ofField(INVALID_REQUEST, missing.getName(), "is missing (" + missing.getLabel() + ")");
            default -> ofReason(failure);
        };
    }

    static ProblemException ofMethod(HandlerMethodValidationException failure) {
        return ofFields(failure.getParameterValidationResults().stream()
                .flatMap(TranslateBadInput::ofParameter)
                .toList());
    }

    private static ProblemException ofReason(ServerWebInputException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabindException mapping) {
                return ofMapping(mapping);
            }
            if (cause instanceof StreamReadException syntax) {
                return malformed(syntax);
            }
        }
        return ofParameter(failure.getMethodParameter());
    }

    private static ProblemException malformed(StreamReadException syntax) {
        var place = syntax.getLocation();
        String at = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        return new ProblemException(MALFORMED_JSON, "The body is not well-formed JSON" + at + ".");
    }

    private static ProblemException ofMapping(DatabindException mapping) {
        String field = path(mapping.getPath());
        String message =
                switch (mapping) {
                    case UnrecognizedPropertyException unknown -> "is not a known field" + known(unknown);
                    case InvalidFormatException format -> "is not " + TypeInWords.of(format.getTargetType());
                    case MismatchedInputException type -> "is not " + TypeInWords.of(type.getTargetType());
                    // A record's own rule: its words are ours.
                    default ->
                        mapping.getCause() instanceof IllegalArgumentException rule
                                ? String.valueOf(rule.getMessage())
                                : "does not fit";
                };
        return field.isEmpty()
                ? new ProblemException(INVALID_REQUEST, "The body " + message + ".")
                : ProblemException.ofField(INVALID_REQUEST, field, message);
    }

    private static String known(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        return known == null || known.isEmpty()
                ? ""
                : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ", "; there are ", ""));
    }

    private static String path(List<Reference> path) {
        StringBuilder field = new StringBuilder();
        for (Reference step : path) {
            if (step.getPropertyName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return field.toString();
    }

    private static ProblemException ofParameter(@Nullable MethodParameter parameter) {
        if (parameter == null || isBody(parameter)) {
            return new ProblemException(INVALID_REQUEST, "The body is missing or cannot be read.");
        }
        String name = String.valueOf(parameter.getParameterName());
        return ProblemException.ofField(
                INVALID_REQUEST, name, "is not " + TypeInWords.of(parameter.getParameterType()));
    }

    private static boolean isBody(MethodParameter parameter) {
        return Stream.of(RequestParam.class, PathVariable.class, RequestHeader.class)
                .noneMatch(parameter::hasParameterAnnotation);
    }

    private static List<FieldFault> ofBinding(WebExchangeBindException failure) {
        return failure.getAllErrors().stream().map(TranslateBadInput::fault).toList();
    }

    private static Stream<FieldFault> ofParameter(ParameterValidationResult result) {
        if (result instanceof ParameterErrors body) {
            return body.getAllErrors().stream().map(TranslateBadInput::fault);
        }
        String name = String.valueOf(result.getMethodParameter().getParameterName());
        return result.getResolvableErrors().stream().map(error -> new FieldFault(name, words(error)));
    }

    private static FieldFault fault(ObjectError error) {
        return new FieldFault(error instanceof FieldError field ? field.getField() : "", words(error));
    }

    private static String words(MessageSourceResolvable error) {
        return error.getDefaultMessage() == null ? "is not valid" : error.getDefaultMessage();
    }

    private static ProblemException ofFields(List<FieldFault> faults) {
        String detail = faults.stream()
                .map(fault -> (fault.field() + " " + fault.message()).strip())
                .collect(Collectors.joining("; "));
        return ProblemException.ofFields(INVALID_REQUEST, detail, faults);
    }
}
