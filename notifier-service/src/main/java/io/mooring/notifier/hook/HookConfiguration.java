package io.mooring.notifier.hook;

import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.alert.ActOnManyAlerts;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.background.RunRegularly;
import io.mooring.notifier.conversation.ConversationContents;
import io.mooring.notifier.incident.AnswerCalls;
import io.mooring.platform.web.security.OpenPath;
import java.time.Duration;
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

    private static final Duration FINISH = Duration.ofSeconds(1);

    @Bean
    OpenPath hooks() {
        return OpenPath.post("/api/v1/hooks/**");
    }

    @Bean
    HookSettings hookSettings(NotifierSettings settings) {
        return settings.hook();
    }

    @Bean
    Wishes wishes(DatabaseClient database) {
        return new R2dbcWishes(database);
    }

    @Bean
    ActOnAlerts actOnAlerts(
            ActOnManyAlerts act,
            Alerts alerts,
            ObjectProvider<ConversationContents> contents,
            Wishes wishes,
            InstantSource clock) {
        return new ActOnAlerts(act, alerts, contents, wishes, clock);
    }

    @Bean
    RunRegularly finishWishes(
            ActOnAlerts acts, Wishes wishes, ReactiveTransactionManager transactions, InstantSource clock) {
        FinishWishes finish = new FinishWishes(acts, wishes, TransactionalOperator.create(transactions), clock);
        return new RunRegularly("Doing what people want done to many alerts", FINISH, finish::finish);
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
            ActOnAlerts acts,
            AnswerCalls incidents,
            DatabaseClient database,
            InstantSource clock,
            ReactiveTransactionManager transactions) {
        return new HearPagerDuty(
                acts,
                incidents,
                new R2dbcHeardEvents(database, clock),
                TransactionalOperator.create(transactions),
                clock);
    }
}
