package io.mooring.platform.events.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.mooring.platform.events.EventsAutoConfiguration;
import io.mooring.platform.events.EventsSettings;
import io.mooring.platform.events.serde.RegistryProperties;
import io.mooring.platform.events.serde.SerdeAutoConfiguration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.stream.binder.kafka.config.ClientFactoryCustomizer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/** Gives all bindings of a service the platform's retry and dead letters. */
@AutoConfiguration(
        after = {EventsAutoConfiguration.class, SerdeAutoConfiguration.class, KafkaAutoConfiguration.class},
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
public class ConsumerAutoConfiguration {

    private static final int LARGEST_LETTER = 16 * 1024 * 1024;

    @Bean
    @ConditionalOnMissingBean(ListenerContainerCustomizer.class)
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> retryThenDeadLetter(
            KafkaProperties kafka,
            EventsSettings settings,
            RegistryProperties registry,
            ObjectProvider<MeterRegistry> meters,
            @Value("${spring.application.name:application}") String application) {
        return new RetryThenDeadLetter(
                settings.retry(),
                registry.forKafka(),
                deadLetters(kafka, application),
                meters.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    ClientFactoryCustomizer commitAgain() {
        return new ClientFactoryCustomizer() {
            @Override
            public void configure(ConsumerFactory<?, ?> consumers) {
                consumers.addPostProcessor(CommitAgain::of);
            }
        };
    }

    /** Connects with the first dead letter; not a bean, so that a service's own template stays the only one. */
    private static KafkaTemplate<byte[], byte[]> deadLetters(KafkaProperties kafka, String application) {
        Map<String, Object> configuration = kafka.buildProducerProperties();
        configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.CLIENT_ID_CONFIG, application + "-dead-letters");
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        configuration.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_LETTER);
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(configuration));
    }
}
