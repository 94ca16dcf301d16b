package io.mooring.platform.web.correlation;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;

/** A correlation id around every request, outside of filters, observation and error handling alike. */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.REACTIVE)
final class CorrelationAutoConfiguration {

    @Bean
    WebHttpHandlerBuilderCustomizer correlateRequests() {
        return handler -> handler.httpHandlerDecorator(CorrelateRequests::new);
    }
}
