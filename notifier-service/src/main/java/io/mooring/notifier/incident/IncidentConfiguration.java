package io.mooring.notifier.incident;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.oncall.WhoIsOnCall;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** Incidents, what people do about them, and what the clock does. */
@Configuration(proxyBeanMethods = false)
class IncidentConfiguration {

    @Bean
    Incidents incidents(DatabaseClient database, JsonMapper json) {
        return new R2dbcIncidents(database, new IncidentRow(json));
    }

    @Bean
    Timeline incidentTimeline(DatabaseClient database) {
        return new R2dbcTimeline(database);
    }

    @Bean
    LinkedAlerts linkedAlerts(DatabaseClient database) {
        return new R2dbcLinkedAlerts(database);
    }

    @Bean
    IncidentRules incidentRules(NotifierSettings settings) {
        return new IncidentRules(settings.incidents());
    }

    @Bean
    ActOnIncident actOnIncident(IncidentRules rules) {
        return new ActOnIncident(rules);
    }

    @Bean
    EndIncident endIncident(IncidentRules rules) {
        return new EndIncident(rules);
    }

    @Bean
    TellCustomers tellCustomers(IncidentRules rules) {
        return new TellCustomers(rules);
    }

    /** Conversations are asked for when something is said: they may themselves wait for who follows alerts. */
    @Bean
    CommitChange commitChange(
            Incidents incidents,
            Timeline timeline,
            ObjectProvider<Conversations> conversations,
            Outbox outbox,
            NotifierSettings settings,
            MeterRegistry meters) {
        return new CommitChange(
                incidents,
                timeline,
                (destination, subject, operation, message) ->
                        conversations.getObject().say(destination, subject, operation, message),
                outbox,
                new IncidentMessages(settings.consoleUrl(), settings.incidents().zone()),
                settings.incidents(),
                new IncidentMeters(meters));
    }

    @Bean
    OpenForAlert openForAlert(
            Incidents incidents,
            LinkedAlerts links,
            CommitChange commit,
            IncidentRules rules,
            ActOnIncident act,
            ObjectProvider<Mutes> mutes,
            InstantSource clock) {
        LinkAlerts link = new LinkAlerts(rules, act);
        OpenIncident open = new OpenIncident(rules);
        return new OpenForAlert(
                incidents, links, commit, rules, open, link, mutes::getIfAvailable, new UuidV7(clock)::next);
    }

    @Bean
    FollowAlerts followAlerts(
            Incidents incidents,
            LinkedAlerts links,
            CommitChange commit,
            IncidentRules rules,
            ActOnIncident act,
            OpenForAlert open) {
        return new FollowAlerts(incidents, links, commit, rules, new LinkAlerts(rules, act), open);
    }

    @Bean
    HandleIncident handleIncident(
            Incidents incidents, CommitChange commit, TransactionalOperator transaction, InstantSource clock) {
        return new HandleIncident(incidents, commit, transaction, clock);
    }

    @Bean
    OpenByHand openByHand(
            HandleIncident handle,
            IncidentRules rules,
            ActOnIncident act,
            LinkedAlerts links,
            Alerts alerts,
            InstantSource clock) {
        LinkAlerts link = new LinkAlerts(rules, act);
        return new OpenByHand(handle, new OpenIncident(rules), link, links, alerts, new UuidV7(clock)::next);
    }

    @Bean
    ShowIncidents showIncidents(Incidents incidents, LinkedAlerts links, InstantSource clock) {
        return new ShowIncidents(incidents, links, clock);
    }

    @Bean
    WritePostMortem writePostMortem(
            Incidents incidents,
            Timeline timeline,
            DatabaseClient database,
            NotifierSettings settings,
            HandleIncident handle,
            EndIncident end) {
        DraftPostMortem draft = new DraftPostMortem(settings.incidents().zone());
        return new WritePostMortem(incidents, timeline, new R2dbcPostMortemTexts(database), draft, handle, end);
    }

    @Bean
    WatchClocks watchClocks(
            Incidents incidents,
            WhoIsOnCall onCall,
            IncidentRules rules,
            EndIncident end,
            CommitChange commit,
            Alerts alerts,
            LinkedAlerts links,
            OpenForAlert open,
            HandleIncident handle,
            TransactionalOperator transaction,
            InstantSource clock) {
        FireClocks clocks = new FireClocks(rules, end);
        RunDueClocks due = new RunDueClocks(incidents, onCall, clocks, commit, transaction, clock);
        OpenMissed missed = new OpenMissed(alerts, links, rules, open, transaction);
        WatchClocks watch = new WatchClocks(due, missed, rules.settings().poll(), clock);
        handle.afterwards(watch::wake);
        return watch;
    }

    @Bean
    CountIncidents countIncidents(Incidents incidents, MeterRegistry meters) {
        return new CountIncidents(incidents, meters);
    }
}
