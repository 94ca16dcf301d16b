package io.mooring.notifier.hearing;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.background.RunRegularly;
import io.mooring.platform.events.inbox.Subscriptions;
import io.mooring.platform.events.inbox.Subscriptions.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Looks, every few seconds, whether everything that was said has been heard. */
@Configuration(proxyBeanMethods = false)
class HearingConfiguration {

    private static final String GROUP = "notifier";
    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final Duration WATCH = Duration.ofSeconds(20);
    private static final int TIMEOUT = 5_000;

    @Bean
    ReadOffsets readOffsets(KafkaProperties kafka, Subscriptions subscriptions) {
        return new ReadOffsets(() -> admin(kafka), GROUP, () -> subscriptions.all().stream()
                .filter(one -> one.group().equals(GROUP))
                .map(Subscription::topic)
                .collect(Collectors.toSet()));
    }

    private static Admin admin(KafkaProperties kafka) {
        Map<String, Object> configuration = kafka.buildAdminProperties();
        configuration.put(AdminClientConfig.CLIENT_ID_CONFIG, "notifier-hearing");
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT);
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT);
        return Admin.create(configuration);
    }

    @Bean
    HeardTypes heardTypes(NotifierSettings settings, InstantSource clock) {
        return new HeardTypes(settings.hearing().listenedFor().keySet(), clock);
    }

    @Bean
    RunRegularly lookWhatWasHeard(
            NotifierSettings settings,
            ReadOffsets offsets,
            HeardTypes types,
            DatabaseClient database,
            InstantSource clock,
            MeterRegistry registry) {
        LookWhatWasHeard look = new LookWhatWasHeard(
                settings.hearing().listenedFor(), offsets::now, types, new NoteHearing(database), clock, registry);
        return new RunRegularly("Looking whether everything was heard", EVERY, look::look);
    }

    @Bean
    RunRegularly watchExpectedEvents(
            NotifierSettings settings, DatabaseClient database, Reports reports, InstantSource clock) {
        WatchExpected watch = new WatchExpected(
                settings.hearing().listenedFor(),
                new ReadSilences(database),
                new ForgetHearing(database),
                reports,
                clock);
        return new RunRegularly("Looking who has fallen silent", WATCH, watch::look);
    }
}
