package io.mooring.notifier.hook;

import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.alert.ActOnAlert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.conversation.ConversationContents;
import io.mooring.platform.web.security.OpenPath;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.client.WebClient;

@Configuration(proxyBeanMethods = false)
class HookConfiguration {

    @Bean
    OpenPath hooks() {
        return OpenPath.post("/api/v1/hooks/**");
    }

    @Bean
    HookSettings hookSettings(NotifierSettings settings) {
        return settings.hook();
    }

    @Bean
    ActOnAlerts actOnAlerts(ActOnAlert act, Alerts alerts, ObjectProvider<ConversationContents> contents) {
        return new ActOnAlerts(act, alerts, contents);
    }

    @Bean
    SlackSignature slackSignature(NotifierSettings settings, InstantSource clock) {
        return new SlackSignature(settings.slack().signingSecret(), clock);
    }

    @Bean
    WhisperInSlack whisperInSlack(NotifierSettings settings) {
        return new WhisperInSlack(WebClient.create(), settings.slack().baseUrl());
    }

    @Bean
    HearPagerDuty hearPagerDuty(
            ActOnAlerts acts, DatabaseClient database, InstantSource clock, ReactiveTransactionManager transactions) {
        return new HearPagerDuty(
                acts, new R2dbcHeardEvents(database, clock), TransactionalOperator.create(transactions));
    }
}
