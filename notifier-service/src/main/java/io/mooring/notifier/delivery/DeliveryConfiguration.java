package io.mooring.notifier.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.destination.Destinations;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** From planned deliveries to channels. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    private static final DatabaseTime TIME = DatabaseTime.REAL;

    @Bean
    DeliveryMeters deliveryMeters(MeterRegistry meters) {
        return new DeliveryMeters(meters);
    }

    @Bean
    PlanDeliveries planDeliveries(
            DatabaseClient database, JsonMapper json, InstantSource clock, DeliveryMeters meters) {
        return new R2dbcPlanDeliveries(
                database, new DeliveryRow(json), TIME, new UuidV7(clock)::next, meters::superseded);
    }

    @Bean
    R2dbcReadDeliveries readDeliveries(DatabaseClient database, JsonMapper json) {
        return new R2dbcReadDeliveries(database, new DeliveryRow(json), TIME);
    }

    @Bean
    Deliveries deliveries(
            DatabaseClient database,
            JsonMapper json,
            ReactiveTransactionManager manager,
            ObjectProvider<DeliveryFollower> followers,
            NotifierSettings settings) {
        TransactionalOperator transactions = TransactionalOperator.create(manager);
        WatchDestination watch =
                new WatchDestination(database, settings.sender().toBreaker(), TIME);
        SettleDelivery settle = new SettleDelivery(
                database, transactions, watch, () -> followers.orderedStream().toList(), TIME);
        return new R2dbcDeliveries(database, transactions, new DeliveryRow(json), settle, TIME);
    }

    @Bean
    SendDueDeliveries sendDueDeliveries(
            Deliveries deliveries,
            List<Channel> channels,
            Destinations destinations,
            NotifierSettings settings,
            InstantSource clock,
            DeliveryMeters meters,
            ObservationRegistry observations) {
        Map<String, Channel> byId = channels.stream().collect(Collectors.toMap(Channel::id, Function.identity()));
        return new SendDueDeliveries(
                deliveries,
                new DeliverClaim(deliveries, byId, destinations, meters, clock),
                Pace.of(destinations, byId),
                settings.sender(),
                new TraceAttempt(observations));
    }

    @Bean
    CountDeliveries countDeliveries(ReadDeliveries deliveries, Destinations destinations, MeterRegistry meters) {
        return new CountDeliveries(deliveries, destinations, meters);
    }

    @Bean
    ForgetDeliveries forgetDeliveries(DatabaseClient database, NotifierSettings settings) {
        return new ForgetDeliveries(database, settings.sender().keep(), TIME);
    }

    @Bean
    ActOnDeliveries actOnDeliveries(
            DatabaseClient database,
            PlanDeliveries planned,
            Outbox outbox,
            ReactiveTransactionManager manager,
            WakeSender sender,
            InstantSource clock) {
        return new ActOnDeliveries(
                new R2dbcDeadLetters(database, TIME),
                planned,
                outbox,
                TransactionalOperator.create(manager),
                sender,
                new UuidV7(clock)::next,
                clock);
    }
}
