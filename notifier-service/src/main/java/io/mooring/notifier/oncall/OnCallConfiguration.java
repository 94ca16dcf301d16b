package io.mooring.notifier.oncall;

import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.background.RunRegularly;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Who is on call. */
@Configuration(proxyBeanMethods = false)
class OnCallConfiguration {

    private static final Duration LOOK = Duration.ofMinutes(1);

    @Bean
    Covers covers(DatabaseClient database) {
        return new R2dbcCovers(database);
    }

    @Bean
    AskWhoIsOnCall whoIsOnCall(NotifierSettings settings, Covers covers) {
        return new AskWhoIsOnCall(ReadRoster.of(settings.people(), settings.onCall()), covers);
    }

    @Bean
    People people(AskWhoIsOnCall ask) {
        return ask.roster()::named;
    }

    @Bean
    RunRegularly noticePassedOver(AskWhoIsOnCall ask, Covers covers, InstantSource clock) {
        NoticePassedOver notice = new NoticePassedOver(ask.roster(), covers, clock);
        return new RunRegularly("Looking for overrides that count for nothing", LOOK, notice::look);
    }

    @Bean
    ArrangeCover arrangeCover(Covers covers, Outbox outbox, TransactionalOperator transaction) {
        return new ArrangeCover(covers, outbox, transaction);
    }
}
