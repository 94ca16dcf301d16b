package io.mooring.platform.events.topics;

import io.mooring.platform.events.EventsAutoConfiguration;
import io.mooring.platform.events.EventsSettings;
import io.mooring.platform.events.inbox.InboxAutoConfiguration;
import io.mooring.platform.events.inbox.Subscriptions;
import io.mooring.schemas.TopicCatalogue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;

/** Makes a service's topics when it starts. */
@AutoConfiguration(after = {EventsAutoConfiguration.class, InboxAutoConfiguration.class, KafkaAutoConfiguration.class})
@ConditionalOnProperty(name = "mooring.events.topics.create", matchIfMissing = true)
public class TopicsAutoConfiguration {

    @Bean
    TopicsAtStart topicsAtStart(
            @Value("${spring.application.name:application}") String application,
            KafkaProperties kafka,
            EventsSettings settings,
            ObjectProvider<Subscriptions> subscriptions) {
        return new TopicsAtStart(
                application,
                () -> admin(kafka, application),
                () -> plans(
                        application,
                        subscriptions.stream()
                                .flatMap(all -> all.all().stream())
                                .toList()),
                new CreateTopics(settings.topics()));
    }

    private static Collection<TopicPlan> plans(String application, List<Subscriptions.Subscription> read) {
        Map<String, TopicPlan> plans = new LinkedHashMap<>();
        TopicCatalogue.writtenBy(application).forEach(topic -> plans.put(topic.name(), TopicPlan.of(topic)));
        for (Subscriptions.Subscription one : read) {
            TopicCatalogue.named(one.topic()).ifPresent(topic -> plans.putIfAbsent(topic.name(), TopicPlan.of(topic)));
            TopicPlan letters = TopicPlan.deadLetters(one.topic(), one.group());
            plans.put(letters.name(), letters);
        }
        return plans.values();
    }

    private static Admin admin(KafkaProperties kafka, String application) {
        Map<String, Object> configuration = kafka.buildAdminProperties();
        configuration.put(AdminClientConfig.CLIENT_ID_CONFIG, application + "-topics");
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 9_000);
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        return Admin.create(configuration);
    }
}
