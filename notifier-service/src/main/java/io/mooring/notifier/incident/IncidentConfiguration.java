package io.mooring.notifier.incident;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.alert.AlertIncidents;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.HoldAlerts;
import io.mooring.notifier.alert.IncidentCare;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.background.RunRegularly;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.oncall.People;
import io.mooring.notifier.oncall.WhoIsOnCall;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
    AlertIncidents alertIncidents(DatabaseClient database) {
        return new R2dbcAlertIncidents(database);
    }

    @Bean
    IncidentCare incidentCare(DatabaseClient database, Destinations destinations, List<Channel> channels) {
        return new R2dbcIncidentCare(database, phones(destinations, channels));
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

    @Bean
    StandInsOfCalls standInsOfCalls(DatabaseClient database) {
        return new StandInsOfCalls(database);
    }

    @Bean
    Calls incidentCalls(DatabaseClient database) {
        return new R2dbcCalls(database);
    }

    /** Conversations are asked for when something is said: they may themselves wait for who follows alerts. */
    @Bean
    CommitChange commitChange(
            Incidents incidents,
            Timeline timeline,
            ObjectProvider<Conversations> conversations,
            Calls calls,
            Outbox outbox,
            NotifierSettings settings,
            Destinations destinations,
            List<Channel> channels,
            People people,
            MeterRegistry meters) {
        Predicate<String> phones = phones(destinations, channels);
        Predicate<Destination> configured = configured(channels);
        return new CommitChange(
                incidents,
                timeline,
                new SayWhereTold(conversations::getObject, calls),
                outbox,
                new IncidentMessages(settings.consoleUrl(), settings.incidents().zone()),
                settings.incidents(),
                new Places(settings.incidents(), phones),
                new WhoHasIt(
                        people,
                        phones,
                        name -> destinations.find(name).filter(configured).isPresent()),
                new IncidentMeters(meters));
    }

    /** By their names. */
    private static Predicate<String> phones(Destinations destinations, List<Channel> channels) {
        Set<String> phones = channels.stream()
                .filter(Channel::callsAtFirst)
                .map(Channel::id)
                .collect(Collectors.toUnmodifiableSet());
        return name -> destinations
                .find(name)
                .map(Destination::channel)
                .filter(phones::contains)
                .isPresent();
    }

    private static Predicate<Destination> configured(List<Channel> channels) {
        return destination -> channels.stream()
                .filter(channel -> channel.id().equals(destination.channel()))
                .anyMatch(channel -> channel.readiness(destination).state() != Readiness.State.NOT_CONFIGURED);
    }

    @Bean
    RunRegularly followCalls(
            Calls calls,
            Incidents incidents,
            Timeline timeline,
            CommitChange commit,
            IncidentRules rules,
            Destinations destinations,
            List<Channel> channels,
            TransactionalOperator transaction,
            NotifierSettings settings,
            InstantSource clock) {
        StandInOrder order = new StandInOrder(destinations::find, configured(channels), phones(destinations, channels));
        FollowCalls follow = new FollowCalls(
                calls,
                incidents,
                timeline,
                commit,
                new Escalate(rules),
                new CallStandIns(order, rules),
                transaction,
                clock,
                settings.gather().standInAfter());
        return new RunRegularly(
                "Following the calls of incidents", rules.settings().poll(), follow::follow);
    }

    @Bean
    RunRegularly warnOfUnheard(
            Calls calls, Incidents incidents, Reports reports, NotifierSettings settings, InstantSource clock) {
        WarnOfUnheard warn = new WarnOfUnheard(calls, incidents, reports, clock);
        return new RunRegularly(
                "Looking for incidents whose calls reached nobody",
                settings.gather().auditEvery(),
                warn::look);
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
            HandBackIncident handBack,
            OpenForAlert open) {
        return new FollowAlerts(incidents, links, commit, rules, new LinkAlerts(rules, act), handBack, open);
    }

    @Bean
    HandleIncident handleIncident(
            Incidents incidents, CommitChange commit, TransactionalOperator transaction, InstantSource clock) {
        return new HandleIncident(incidents, commit, transaction, clock);
    }

    @Bean
    HandBackIncident handBackIncident(IncidentRules rules) {
        return new HandBackIncident(rules);
    }

    @Bean
    AnswerCalls answerCalls(
            DatabaseClient database,
            HandleIncident handle,
            ActOnIncident act,
            HandBackIncident handBack,
            EndIncident end) {
        return new AnswerIncidents(database, handle, act, handBack, end);
    }

    @Bean
    OpenByHand openByHand(
            HandleIncident handle,
            IncidentRules rules,
            ActOnIncident act,
            LinkedAlerts links,
            Alerts alerts,
            HoldAlerts hold,
            InstantSource clock) {
        LinkAlerts link = new LinkAlerts(rules, act);
        return new OpenByHand(handle, new OpenIncident(rules), link, links, alerts, hold, new UuidV7(clock)::next);
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
            HoldAlerts hold,
            LinkedAlerts links,
            OpenForAlert open,
            HandleIncident handle,
            TransactionalOperator transaction,
            InstantSource clock) {
        FireClocks clocks = new FireClocks(rules, end);
        RunDueClocks due = new RunDueClocks(incidents, onCall, clocks, commit, transaction, clock);
        OpenMissed missed = new OpenMissed(alerts, hold, links, rules, open, transaction);
        WatchClocks watch = new WatchClocks(due, missed, rules.settings().poll(), clock);
        handle.afterwards(watch::wake);
        return watch;
    }

    @Bean
    CountIncidents countIncidents(Incidents incidents, MeterRegistry meters) {
        return new CountIncidents(incidents, meters);
    }
}
