package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.CachedSchemaRegistry;
import io.mooring.platform.events.registry.HttpSchemaRegistry;
import io.mooring.platform.events.registry.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The schema registry and the bytes of events; a bean of the same type replaces each. */
@AutoConfiguration
@EnableConfigurationProperties(RegistryProperties.class)
public class SerdeAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SchemaRegistry schemaRegistry(RegistryProperties properties) {
        return new CachedSchemaRegistry(new HttpSchemaRegistry(properties.settings()));
    }

    @Bean
    @ConditionalOnMissingBean(name = "eventSerializer")
    Serializer<SpecificRecord> eventSerializer(SchemaRegistry registry, RegistryProperties properties) {
        return new KafkaAvroSerializer(registry, properties.autoRegister())::serialize;
    }

    @Bean
    @ConditionalOnMissingBean(name = "eventDeserializer")
    Deserializer<SpecificRecord> eventDeserializer(SchemaRegistry registry) {
        KafkaAvroDeserializer avro = new KafkaAvroDeserializer(registry);
        return (topic, bytes) -> (SpecificRecord) avro.deserialize(topic, bytes);
    }

    @Bean
    RegisterSchemas registerSchemas(
            SchemaRegistry registry,
            RegistryProperties properties,
            @Value("${spring.application.name:}") String service) {
        return new RegisterSchemas(registry, service, properties.autoRegister());
    }
}
