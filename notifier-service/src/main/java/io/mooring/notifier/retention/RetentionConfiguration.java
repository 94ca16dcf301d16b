package io.mooring.notifier.retention;

import io.mooring.notifier.NotifierSettings;
import io.mooring.platform.events.retention.Chore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Forgets all of it, again and again. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    @Bean
    Chore forgetGatherings(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(database, Forgotten.GATHERINGS, settings.alerts().keep(), clock);
    }

    @Bean
    Chore forgetSilences(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(database, Forgotten.SILENCES, settings.keep().silences(), clock);
    }

    @Bean
    Chore forgetWindows(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(database, Forgotten.WINDOWS, settings.keep().maintenance(), clock);
    }

    @Bean
    Chore forgetAnnouncements(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(database, Forgotten.ANNOUNCEMENTS, settings.keep().announcements(), clock);
    }

    @Bean
    Chore forgetOnCallOverrides(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(
                database, Forgotten.ON_CALL_OVERRIDES, settings.keep().onCallOverrides(), clock);
    }

    @Bean
    Chore forgetNews(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(database, Forgotten.NEWS, settings.keep().news(), clock);
    }

    @Bean
    Chore forgetNewsForNobody(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(
                database, Forgotten.NEWS_FOR_NOBODY, settings.keep().newsForNobody(), clock);
    }

    @Bean
    Chore forgetNewsDigests(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(database, Forgotten.NEWS_DIGESTS, settings.keep().news(), clock);
    }

    @Bean
    Chore forgetInputSignals(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(database, Forgotten.INPUT_SIGNALS, settings.keep().inputSignals(), clock);
    }

    @Bean
    Chore forgetInputRefusals(DatabaseClient database, NotifierSettings settings, InstantSource clock) {
        return new ForgetRows(
                database, Forgotten.INPUT_REFUSALS, settings.keep().inputRefusals(), clock);
    }
}
