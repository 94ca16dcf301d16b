package io.mooring.notifier.listen;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.NotifierTelemetry;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.hearing.HeardTypes;
import io.mooring.platform.events.inbox.InboxConsumers;
import io.mooring.schemas.Topic;
import io.mooring.schemas.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** From events by rules to reports. */
@Configuration(proxyBeanMethods = false)
class ListenConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ListenConfiguration.class);

    @Bean
    RuleBook ruleBook(NotifierSettings settings, MeterRegistry meters) {
        CheckRule check = new CheckRule(TopicCatalogue.topics(), HeardTopics.all());
        LoadRules load = new LoadRules(check, new Expressions(settings.consoleUrl()));
        return new RuleBook(load.load(settings.rules().file()), (rule, failure) -> {
            String name = rule.rule().name();
            meters.counter(NotifierTelemetry.UNWORDED.meter(), NotifierTelemetry.TAG_RULE, name)
                    .increment();
            log.error("The rule {} fails on an event, which is told without it: {}", name, failure.getMessage());
        });
    }

    @Bean
    TryRules tryRules(RuleBook rules) {
        Map<String, Schema> schemas = new java.util.TreeMap<>();
        HeardTopics.all().stream()
                .map(Topic::schemas)
                .flatMap(List::stream)
                .forEach(schema -> schemas.put(schema.getName(), schema));
        return new TryRules(rules, schemas);
    }

    /** Reads what {@link HeardTopics} says; its binding in notifier-service.yml names the same topics. */
    @Bean
    Consumer<Message<List<SpecificRecord>>> listen(
            InboxConsumers consumers, RuleBook rules, Reports reports, HeardTypes types) {
        return consumers.batch("notifier", new ListenToEvents(rules, reports, types));
    }
}
