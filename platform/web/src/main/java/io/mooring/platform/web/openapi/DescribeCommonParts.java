package io.mooring.platform.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Name and version, the bearer token, and the one shape of all errors. */
final class DescribeCommonParts implements GlobalOpenApiCustomizer {

    private static final String VERSION = "v1";
    private static final String TOKEN = "bearer";
    private static final String PROBLEM = "Problem";

    private final String service;

    DescribeCommonParts(String service) {
        this.service = service;
    }

    @Override
    public void customise(OpenAPI api) {
        api.setInfo(new Info().title(service).version(VERSION));
        // Relative: behind the gateway the address is another.
        api.setServers(null);
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        api.getComponents().addSecuritySchemes(TOKEN, token()).addSchemas(PROBLEM, problem());
        api.setSecurity(List.of(new SecurityRequirement().addList(TOKEN)));
        if (api.getPaths() != null) {
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(DescribeCommonParts::addProblem);
        }
    }

    private static void addProblem(Operation operation) {
        operation.getResponses().putIfAbsent("default", answer());
    }

    private static ApiResponse answer() {
        Schema<Object> reference = new Schema<>();
        reference.set$ref("#/components/schemas/" + PROBLEM);
        return new ApiResponse()
                .description("Any error, as a problem")
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(reference)));
    }

    private static SecurityScheme token() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT");
    }

    private static ObjectSchema problem() {
        ObjectSchema problem = new ObjectSchema();
        problem.addProperty("type", new StringSchema().format("uri"));
        problem.addProperty("title", new StringSchema());
        problem.addProperty("status", new IntegerSchema());
        problem.addProperty("code", described("stable, kebab-case"));
        problem.addProperty("detail", described("what happened, in words"));
        problem.addProperty("instance", described("path of the request"));
        problem.addProperty("errors", faults());
        problem.addProperty("traceId", described("leads to the logs"));
        problem.addProperty("correlationId", new StringSchema());
        problem.setRequired(List.of("type", "title", "status", "code", "detail", "instance", "errors"));
        return problem;
    }

    private static ArraySchema faults() {
        ObjectSchema fault = new ObjectSchema();
        fault.addProperty("field", new StringSchema());
        fault.addProperty("message", new StringSchema());
        ArraySchema faults = new ArraySchema();
        faults.setItems(fault);
        return faults;
    }

    private static StringSchema described(String words) {
        StringSchema text = new StringSchema();
        text.setDescription(words);
        return text;
    }
}
