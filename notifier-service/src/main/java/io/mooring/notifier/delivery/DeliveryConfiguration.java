package io.mooring.notifier.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.notice.BackupNotices;
import io.mooring.notifier.slack.SlackChannel;
import io.mooring.platform.events.inbox.InboxConsumers;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

/** From events to deliveries to channels. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    Deliveries deliveries(DatabaseClient database, JsonMapper json) {
        return new R2dbcDeliveries(database, new DeliveryRow(json));
    }

    @Bean
    SlackChannel slackChannel(NotifierSettings settings) {
        return new SlackChannel(settings.slack());
    }

    @Bean
    Destination slackOps(NotifierSettings settings) {
        return new Destination("slack-ops", SlackChannel.ID, settings.slack().channel(), "", null);
    }

    @Bean
    PlanDeliveries planDeliveries(Deliveries deliveries, NotifierSettings settings, InstantSource clock) {
        PlanDeliveries.Route slack = new PlanDeliveries.Route(
                settings.slackAtLeast(), SlackChannel.ID, settings.slack().channel());
        return new PlanDeliveries(deliveries, List.of(slack), clock, new UuidV7(clock)::next);
    }

    @Bean
    SendDueDeliveries sendDueDeliveries(
            Deliveries deliveries,
            List<Channel> channels,
            NotifierSettings settings,
            InstantSource clock,
            MeterRegistry meters,
            ObservationRegistry observations) {
        return new SendDueDeliveries(
                deliveries,
                new AttemptDelivery(settings.sender().ladder(), clock),
                channels.stream().collect(Collectors.toMap(Channel::id, Function.identity())),
                settings.sender(),
                clock,
                new DeliveryMeters(meters),
                new TraceAttempt(observations));
    }

    @Bean
    CountDeliveries countDeliveries(Deliveries deliveries, MeterRegistry meters) {
        return new CountDeliveries(deliveries, meters);
    }

    @Bean
    Consumer<Message<SpecificRecord>> backups(
            InboxConsumers consumers, PlanDeliveries planned, SendDueDeliveries sender, NotifierSettings settings) {
        BackupNotices notices = new BackupNotices(settings.consoleUrl());
        return consumers.consumer("notifier", new TellOfBackups(notices, planned, sender::wake));
    }
}
