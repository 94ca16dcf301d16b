package io.mooring.notifier.announcement;

import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.background.RunRegularly;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.maintenance.HoldWindow;
import io.mooring.notifier.maintenance.KeptBack;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** From windows to what people are told of them. */
@Configuration(proxyBeanMethods = false)
class AnnouncementConfiguration {

    @Bean
    Announcements announcements(DatabaseClient database) {
        return new R2dbcAnnouncements(database);
    }

    @Bean
    AnnouncementWords announcementWords(NotifierSettings settings, KeptBack keptBack) {
        return new AnnouncementWords(settings.announcements().zone(), keptBack);
    }

    @Bean
    AnnounceWindows announceWindows(Announcements announcements, AnnouncementWords words, InstantSource clock) {
        return new AnnounceWindows(announcements, words, clock, new UuidV7(clock)::next);
    }

    @Bean
    RunRegularly sendDueAnnouncements(
            Announcements announcements,
            HoldWindow windows,
            Conversations conversations,
            AnnouncementWords words,
            NotifierSettings settings,
            TransactionalOperator transaction,
            InstantSource clock) {
        SendDueAnnouncements send = new SendDueAnnouncements(
                announcements,
                windows,
                conversations,
                settings.announcements(),
                words,
                transaction,
                clock,
                settings.consoleUrl());
        return new RunRegularly(
                "Sending announcements", settings.announcements().poll(), send::send);
    }
}
