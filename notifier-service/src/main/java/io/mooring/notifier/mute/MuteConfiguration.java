package io.mooring.notifier.mute;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.HeldAlerts;
import io.mooring.notifier.background.RunRegularly;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Silences, inhibition, and what asks all that mutes. */
@Configuration(proxyBeanMethods = false)
class MuteConfiguration {

    private static final Duration COUNT_EVERY = Duration.ofSeconds(15);

    @Bean
    Silences silences(DatabaseClient database, JsonMapper json) {
        return new R2dbcSilences(database, new SilenceRow(json));
    }

    @Bean
    TellMutesChanged tellMutesChanged(ObjectProvider<MutesChanged> listeners) {
        return new TellMutesChanged(listeners);
    }

    @Bean
    KeepSilences keepSilences(
            Silences silences,
            NotifierSettings settings,
            Outbox outbox,
            TransactionalOperator transaction,
            TellMutesChanged changed,
            InstantSource clock) {
        return new KeepSilences(
                silences, settings.silences(), outbox, transaction, changed, clock, new UuidV7(clock)::next);
    }

    @Bean
    @Order(Muter.SILENCES)
    Muter silenceAlerts(Silences silences) {
        return new SilenceAlerts(silences);
    }

    @Bean
    @Order(Muter.INHIBITION)
    Muter inhibitAlerts(NotifierSettings settings, Alerts alerts) {
        return new InhibitAlerts(
                settings.inhibitions().stream().map(Inhibition::of).toList(), alerts);
    }

    @Bean
    Mutes mutes(List<Muter> muters) {
        return new MuteAlerts(muters);
    }

    /** Whoever decides what is told need not wait for its own next look. */
    @Bean
    RunRegularly turnSilences(
            Silences silences,
            NotifierSettings settings,
            TransactionalOperator transaction,
            TellMutesChanged changed,
            InstantSource clock) {
        return new RunRegularly(
                "Beginning and ending silences", settings.silences().poll(), () -> silences.turn(clock.instant())
                        .flatMap(turned -> turned == 0 ? Mono.<Void>empty() : changed.afterCommit())
                        .as(transaction::transactional));
    }

    @Bean
    RunRegularly countMutes(Silences silences, HeldAlerts held, InstantSource clock, MeterRegistry meters) {
        CountMutes count = new CountMutes(silences, held, clock, meters);
        return new RunRegularly("Counting what is muted", COUNT_EVERY, count::count);
    }

    @Bean
    RunRegularly warnOfEndingSilences(
            Silences silences,
            Alerts alerts,
            Conversations conversations,
            NotifierSettings settings,
            TransactionalOperator transaction,
            InstantSource clock) {
        WarnOfEndingSilences warning = new WarnOfEndingSilences(
                silences, alerts, conversations, settings.silences(), transaction, clock, settings.consoleUrl());
        return new RunRegularly(
                "Warning of silences that end", settings.silences().poll(), warning::warn);
    }
}
