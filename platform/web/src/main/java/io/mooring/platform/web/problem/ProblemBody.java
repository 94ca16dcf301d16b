package io.mooring.platform.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer's body (RFC 9457).
 *
 * @param type a URN of the code
 * @param title the catalogue's words
 * @param status HTTP status
 * @param code stable, kebab-case
 * @param detail this occurrence, in words
 * @param instance path of the request
 * @param errors faults by field
 * @param traceId W3C trace id, to find the logs
 * @param correlationId the request's correlation id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemBody(
        String type,
        String title,
        int status,
        String code,
        String detail,
        String instance,
        List<FieldFault> errors,
        @Nullable String traceId,
        @Nullable String correlationId) {

    static ProblemBody of(
            ProblemException failure, String path, @Nullable String traceId, @Nullable String correlationId) {
        Problem problem = failure.problem();
        return new ProblemBody(
                "urn:mooring:problem:" + problem.code(),
                problem.title(),
                problem.status().value(),
                problem.code(),
                failure.detail(),
                path,
                failure.faults(),
                traceId,
                correlationId);
    }
}
