package io.mooring.notifier.oncall;

import io.mooring.notifier.NotifierSettings;
import io.mooring.platform.events.outbox.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Who is on call. */
@Configuration(proxyBeanMethods = false)
class OnCallConfiguration {

    @Bean
    Covers covers(DatabaseClient database) {
        return new R2dbcCovers(database);
    }

    @Bean
    AskWhoIsOnCall whoIsOnCall(NotifierSettings settings, Covers covers) {
        return new AskWhoIsOnCall(ReadRoster.of(settings.people(), settings.onCall()), covers);
    }

    @Bean
    ArrangeCover arrangeCover(Covers covers, Outbox outbox, TransactionalOperator transaction) {
        return new ArrangeCover(covers, outbox, transaction);
    }
}
