package io.mooring.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportSelector;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Leaves out whole families by name. The gateway has no database and consumes without groups, but the serde's module and,
 * in the local system, seven services put R2DBC, Flyway and Spring Cloud Stream on the same class path.
 */
final class GatewayParts extends AutoConfigurationImportSelector {

    private static final List<String> NOT_HERE = List.of(
            "org.springframework.boot.data.",
            "org.springframework.boot.flyway.",
            "org.springframework.boot.integration.",
            "org.springframework.boot.jdbc.",
            "org.springframework.boot.kafka.",
            "org.springframework.boot.persistence.",
            "org.springframework.boot.r2dbc.",
            "org.springframework.boot.sql.",
            "org.springframework.boot.transaction.",
            "org.springframework.cloud.function.",
            "org.springframework.cloud.gateway.config.GatewayFunctionAutoConfiguration",
            "org.springframework.cloud.gateway.config.GatewayStreamAutoConfiguration",
            "org.springframework.cloud.stream.",
            "io.mooring.platform.events.");

    @Override
    protected Class<?> getAnnotationClass() {
        return EnableGatewayParts.class;
    }

    @Override
    protected List<String> getCandidateConfigurations(
            AnnotationMetadata metadata, @Nullable AnnotationAttributes attributes) {
        return super.getCandidateConfigurations(metadata, attributes).stream()
                .filter(name -> NOT_HERE.stream().noneMatch(name::startsWith))
                .toList();
    }
}
