package io.mooring.platform.web.json;

import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.format.FormatterRegistry;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Size and depth limits of request bodies, that they are JSON, and that none has fields or times which mean nothing. */
@AutoConfiguration(before = JacksonAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@EnableConfigurationProperties(BodySettings.class)
final class BodyAutoConfiguration {

    @Bean
    LimitBody limitBody(BodySettings settings, ObjectProvider<BodyLimit> limits) {
        return new LimitBody(settings.maxBody(), limits.orderedStream().toList());
    }

    @Bean
    @Order(0)
    CodecCustomizer limitBodyInMemory(BodySettings settings) {
        int bytes = Math.toIntExact(settings.maxBody().toBytes());
        return codecs -> codecs.defaultCodecs().maxInMemorySize(bytes);
    }

    /**
     * A misspelt field is refused: without it the rest could mean another thing, such as a silence whose condition lost its
     * sign. So is a time that nobody can mean. Only of requests; what others answer to us may have fields that we do not know.
     */
    @Bean
    @Order(1) // after Boot's own, at 0, which gives the decoder that is replaced here
    WebFluxConfigurer readRequestsStrictly(JsonMapper mapper) {
        JsonMapper strict = mapper.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new SimpleModule("requests").addDeserializer(Instant.class, new ReadTime()))
                .build();
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
                codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(strict));
            }

            @Override
            public void addFormatters(FormatterRegistry formatters) {
                formatters.addFormatterForFieldType(Instant.class, new ReadTimeOfAddress());
            }
        };
    }

    /**
     * APIs here speak JSON. Of other formats Spring takes each whose library is there, for whatever reason: XML came with what
     * stands in for S3, read by another mapper than requests are.
     */
    @Bean
    WebFluxConfigurer speakNothingButJson() {
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
                ServerCodecConfigurer.ServerDefaultCodecs known = codecs.defaultCodecs();
                NoDecoder none = new NoDecoder();
                known.jacksonXmlDecoder(none);
                known.jaxb2Decoder(none);
                known.jacksonCborDecoder(none);
                known.jacksonSmileDecoder(none);
                NoEncoder nothing = new NoEncoder();
                known.jacksonXmlEncoder(nothing);
                known.jaxb2Encoder(nothing);
                known.jacksonCborEncoder(nothing);
                known.jacksonSmileEncoder(nothing);
            }
        };
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
