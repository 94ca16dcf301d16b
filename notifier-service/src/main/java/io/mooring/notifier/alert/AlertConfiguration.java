package io.mooring.notifier.alert;

import io.mooring.notifier.NotifierSettings;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** Alerts and what changes them. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

    @Bean
    AlertStore alerts(DatabaseClient database, JsonMapper json) {
        return new R2dbcAlerts(database, new AlertRow(json));
    }

    @Bean
    Episodes episodes(NotifierSettings settings, InstantSource clock) {
        return new Episodes(settings.alerts(), new UuidV7(clock)::next);
    }

    @Bean
    ChangeAlerts changeAlerts(
            AlertStore store,
            Episodes episodes,
            ObjectProvider<AlertFollower> followers,
            ReactiveTransactionManager transactions,
            InstantSource clock) {
        return new ChangeAlerts(
                store, episodes, followers.orderedStream().toList(), TransactionalOperator.create(transactions), clock);
    }

    @Bean
    ShowAlerts showAlerts(HeldAlerts held, AlertIncidents incidents) {
        return new ShowAlerts(held, incidents);
    }

    @Bean
    AuditAlertActs auditAlertActs(Outbox outbox) {
        return new AuditAlertActs(outbox);
    }

    @Bean
    ActOnOneAlert actOnAlert(
            AlertStore store,
            ChangeAlerts change,
            Episodes episodes,
            AuditAlertActs audit,
            ReactiveTransactionManager transactions) {
        return new ActOnOneAlert(store, change, episodes, audit, TransactionalOperator.create(transactions));
    }

    @Bean
    ActOnOpenAlerts actOnManyAlerts(
            AlertStore store,
            ChangeAlerts change,
            Episodes episodes,
            AuditAlertActs audit,
            ReactiveTransactionManager transactions) {
        return new ActOnOpenAlerts(store, change, episodes, audit, TransactionalOperator.create(transactions));
    }

    @Bean
    ChangeDueAlerts endQuietAlerts(AlertStore store, ChangeAlerts change, Episodes episodes, InstantSource clock) {
        return ChangeDueAlerts.endQuiet(store, change, episodes, clock);
    }

    @Bean
    ChangeDueAlerts retellAlerts(AlertStore store, ChangeAlerts change, Episodes episodes, InstantSource clock) {
        return ChangeDueAlerts.retell(store, change, episodes, clock);
    }

    @Bean
    AlertEvents alertEvents(Outbox outbox) {
        return new AlertEvents(outbox);
    }

    @Bean
    ForgetAlerts forgetAlerts(
            AlertStore store, TransactionalOperator transactions, NotifierSettings settings, InstantSource clock) {
        return new ForgetAlerts(store, transactions, settings.alerts().keep(), clock);
    }
}
