package io.mooring.notifier.tell;

import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.background.RunRegularly;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** From news to what people are told. */
@Configuration(proxyBeanMethods = false)
class NewsConfiguration {

    private static final Duration TELL_HELD = Duration.ofSeconds(2);
    private static final Duration SAY = Duration.ofMillis(500);

    @Bean
    News news(DatabaseClient database, JsonMapper json) {
        return new R2dbcNews(database, json);
    }

    @Bean
    ReadNews readNews(DatabaseClient database, JsonMapper json) {
        return new R2dbcReadNews(database, json);
    }

    @Bean
    SayNewsDigests sayNewsDigests(
            News news,
            Conversations conversations,
            NotifierSettings settings,
            ReactiveTransactionManager transactions,
            InstantSource clock) {
        return new SayNewsDigests(
                news,
                conversations,
                new ComposeDigest(settings.consoleUrl()),
                settings.news(),
                TransactionalOperator.create(transactions),
                clock);
    }

    @Bean
    TellNews tellNews(
            DecideTelling decide,
            News news,
            Conversations conversations,
            ComposeMessage compose,
            SayNewsDigests digests,
            NotifierSettings settings,
            InstantSource clock) {
        return new TellNews(decide, news, conversations, compose, digests, settings.news(), new UuidV7(clock)::next);
    }

    @Bean
    RunRegularly tellHeldNews(
            DatabaseClient database,
            JsonMapper json,
            Conversations conversations,
            ComposeMessage compose,
            ReactiveTransactionManager transactions,
            InstantSource clock) {
        TellHeldNews held = new TellHeldNews(
                new R2dbcHeldNews(database, json),
                conversations,
                compose,
                TransactionalOperator.create(transactions),
                clock);
        return new RunRegularly("Telling news that was held back", TELL_HELD, held::tellDue);
    }

    @Bean
    RunRegularly sayDueNewsDigests(SayNewsDigests digests) {
        return new RunRegularly("Saying digests of news", SAY, digests::sayDue);
    }
}
