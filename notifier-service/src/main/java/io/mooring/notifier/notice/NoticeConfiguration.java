package io.mooring.notifier.notice;

import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.platform.events.inbox.InboxConsumers;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** From events to words. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

    @Bean
    Consumer<Message<SpecificRecord>> backups(
            InboxConsumers consumers, Conversations conversations, NotifierSettings settings) {
        BackupNotices notices = new BackupNotices(settings.consoleUrl());
        return consumers.consumer("notifier", new TellOfBackups(notices, conversations, settings.slackAtLeast()));
    }
}
