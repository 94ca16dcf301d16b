package io.mooring.platform.web.json;

import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Size and depth limits of request bodies. */
@AutoConfiguration(before = JacksonAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@EnableConfigurationProperties(BodySettings.class)
final class BodyAutoConfiguration {

    @Bean
    LimitBody limitBody(BodySettings settings) {
        return new LimitBody(settings.maxBody().toBytes());
    }

    @Bean
    @Order(0)
    CodecCustomizer limitBodyInMemory(BodySettings settings) {
        int bytes = Math.toIntExact(settings.maxBody().toBytes());
        return codecs -> codecs.defaultCodecs().maxInMemorySize(bytes);
    }

    /** Boot's builder knows no read limits: they belong to the factory under it. */
    @Bean
    @Scope("prototype")
    @ConditionalOnMissingBean
    JsonMapper.Builder limitedJsonMapperBuilder(BodySettings settings, List<JsonMapperBuilderCustomizer> customizers) {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(settings.maxJsonDepth())
                .build();
        JsonMapper.Builder builder = JsonMapper.builder(
                JsonFactory.builder().streamReadConstraints(limits).build());
        customizers.forEach(customizer -> customizer.customize(builder));
        return builder;
    }
}
