package io.mooring.platform.events.deadletter;

import io.mooring.platform.events.inbox.InboxAutoConfiguration;
import io.mooring.platform.events.inbox.Subscriptions;
import io.mooring.platform.events.serde.SerdeAutoConfiguration;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.problem.ProblemException;
import io.r2dbc.spi.ConnectionFactory;
import java.time.InstantSource;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Makes the dead letters of a service's consumers readable, and by HTTP where the service speaks it. */
@AutoConfiguration(after = {InboxAutoConfiguration.class, SerdeAutoConfiguration.class, KafkaAutoConfiguration.class})
@ConditionalOnBean(ConnectionFactory.class)
public class DeadLetterAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DeadLetters deadLetters(
            Subscriptions subscriptions,
            KafkaProperties kafka,
            DatabaseClient database,
            InstantSource clock,
            Deserializer<SpecificRecord> eventDeserializer) {
        return new KafkaDeadLetters(
                subscriptions,
                new ReadLetters(() -> consumer(kafka)),
                new Decisions(database, clock),
                new HandleAgain(eventDeserializer));
    }

    private static Consumer<byte[], byte[]> consumer(KafkaProperties kafka) {
        Map<String, Object> configuration = kafka.buildConsumerProperties();
        configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
        configuration.remove(ConsumerConfig.CLIENT_ID_CONFIG);
        return new KafkaConsumer<>(configuration);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(ProblemException.class)
    static class Http {

        @Bean
        DeadLettersApi deadLettersApi(DeadLetters letters, Cursors cursors) {
            return new DeadLettersApi(letters, cursors);
        }
    }
}
