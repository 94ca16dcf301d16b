package io.mooring.notifier.maintenance;

import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.background.RunRegularly;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.mute.Muter;
import io.mooring.notifier.mute.TellMutesChanged;
import io.mooring.platform.events.inbox.InboxConsumers;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.Message;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** From maintenance events to what is muted. */
@Configuration(proxyBeanMethods = false)
class MaintenanceConfiguration {

    /** A group of its own: the same topic is read for alerts too. */
    private static final String GROUP = "notifier-maintenance";

    @Bean
    Windows windows(DatabaseClient database, JsonMapper json) {
        return new R2dbcWindows(database, json);
    }

    @Bean
    Scope maintenanceScope(NotifierSettings settings) {
        return new Scope(settings.maintenance());
    }

    @Bean
    OpenInScope openInMaintenanceScope(DatabaseClient database, Scope scope) {
        return new OpenInScope(database, scope);
    }

    @Bean
    HearWindows hearWindows(
            Windows windows,
            OpenInScope open,
            Reports reports,
            Conversations conversations,
            ObjectProvider<WindowFollower> followers,
            TellMutesChanged changed,
            NotifierSettings settings,
            InstantSource clock) {
        LeaveWindow leave = new LeaveWindow(
                windows,
                open,
                conversations,
                settings.maintenance().destinations(),
                new ComparisonMessages(settings.consoleUrl()));
        return new HearWindows(
                windows,
                leave,
                new OverdueAlert(reports, clock),
                followers.orderedStream().toList(),
                changed);
    }

    @Bean
    @Order(Muter.MAINTENANCE)
    Muter maintenanceAlerts(Windows windows, Scope scope, NotifierSettings settings) {
        return new MaintenanceAlerts(windows, scope, settings.maintenance().grace());
    }

    @Bean
    RunRegularly noticeOverdueWindows(
            Windows windows,
            HearWindows hear,
            NotifierSettings settings,
            TransactionalOperator transaction,
            InstantSource clock) {
        NoticeOverdueWindows overdue =
                new NoticeOverdueWindows(windows, hear, settings.maintenance().grace(), transaction, clock);
        return new RunRegularly(
                "Noticing overdue maintenance", settings.maintenance().poll(), overdue::notice);
    }

    @Bean
    Consumer<Message<SpecificRecord>> maintenanceWindows(InboxConsumers consumers, HearWindows hear) {
        return consumers.consumer(GROUP, hear);
    }
}
