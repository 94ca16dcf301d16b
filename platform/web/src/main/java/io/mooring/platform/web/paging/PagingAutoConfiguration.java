package io.mooring.platform.web.paging;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Lists by cursor. */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.REACTIVE)
final class PagingAutoConfiguration {

    /**
     * A cursor grants nothing that the list without it would not show, so the key guards against accidents and guessing
     * at formats, not against an enemy: without a secret of its own a service uses its name.
     */
    @Bean
    @ConditionalOnMissingBean
    Cursors cursors(Environment environment) {
        String name = environment.getProperty("spring.application.name", "mooring");
        return new Cursors(environment.getProperty("mooring.web.paging.cursor-key", "cursor:" + name));
    }

    @Bean
    WebFluxConfigurer pageRequestArguments() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new PageRequestResolver());
            }
        };
    }
}
