package io.mooring.notifier.clock;

import io.mooring.notifier.background.RunRegularly;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The clock of everything in this service. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ClockConfiguration.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** It has looked once before anything asks it. */
    @Bean
    DatabaseClock clock(DatabaseClient database) {
        Mono<Instant> time = database.sql("SELECT clock_timestamp() AS now")
                .mapValue(Instant.class)
                .one();
        DatabaseClock clock = new DatabaseClock(time, InstantSource.system(), System::nanoTime);
        Mono<Void> first = clock.look().timeout(LONGEST).onErrorResume(away -> {
            log.warn("The database's time is not known yet, this machine's is used: {}", away.toString());
            return Mono.empty();
        });
        BlockingBridge.await(first, LONGEST.multipliedBy(2));
        return clock;
    }

    @Bean
    RunRegularly lookAtTheDatabasesClock(DatabaseClock clock) {
        return new RunRegularly("Looking at the database's clock", EVERY, clock::look);
    }
}
