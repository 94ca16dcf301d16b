package io.mooring.platform.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What the description of every service's API has in common. Built at the first request for it, not at start. */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({OpenAPI.class, GlobalOpenApiCustomizer.class})
final class OpenApiAutoConfiguration {

    @Bean
    GlobalOpenApiCustomizer describeCommonParts(Environment environment) {
        return new DescribeCommonParts(environment.getProperty("spring.application.name", "mooring"));
    }
}
