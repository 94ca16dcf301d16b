package io.mooring.notifier.tell;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.NotifierTelemetry;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.HeldAlerts;
import io.mooring.notifier.alert.HoldAlerts;
import io.mooring.notifier.alert.IncidentCare;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.conversation.ConversationContents;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.delivery.StandIns;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.mute.Mutes;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** From changes of alerts to what people are told. */
@Configuration(proxyBeanMethods = false)
class TellConfiguration {

    @Bean
    Places places(Destinations destinations, List<Channel> channels) {
        return new ChannelPlaces(destinations, channels);
    }

    /** @throws IllegalArgumentException when a route leads to a destination that settings do not name, in words */
    @Bean
    DecideTelling decideTelling(NotifierSettings settings, Places places) {
        List<Route> routes =
                settings.routes().stream().map(RouteSettings::route).toList();
        RoutesLead.somewhere(routes, places);
        return new DecideTelling(routes, places);
    }

    @Bean
    Gatherings gatherings(DatabaseClient database, Alerts alerts) {
        return new R2dbcGatherings(database, alerts);
    }

    @Bean
    ConversationContents conversationContents(DatabaseClient database, Gatherings gatherings) {
        return new ContentsOfGatherings(database, gatherings);
    }

    @Bean
    HeldAlerts heldAlerts(DatabaseClient database) {
        return new HeldByTellings(database);
    }

    @Bean
    StandIns standIns(DatabaseClient database) {
        return new StandInsOfGatherings(database);
    }

    @Bean
    Tellings tellings(DatabaseClient database) {
        return new R2dbcTellings(database);
    }

    @Bean
    ComposeMessage composeMessage(NotifierSettings settings) {
        return new ComposeMessage(settings.consoleUrl());
    }

    @Bean
    SayGathering sayGathering(
            Gatherings gatherings, Conversations conversations, ComposeMessage compose, InstantSource clock) {
        return new SayGathering(gatherings, conversations, compose, clock);
    }

    @Bean
    TellAlerts tellAlerts(
            DecideTelling decide,
            Mutes mutes,
            Tellings tellings,
            Gatherings gatherings,
            SayGathering say,
            NotifierSettings settings,
            InstantSource clock) {
        return new TellAlerts(decide, mutes, tellings, gatherings, say, settings.gather(), new UuidV7(clock)::next);
    }

    @Bean
    TellOfAlerts tellOfAlerts(
            TellAlerts tell,
            Tellings tellings,
            Gatherings gatherings,
            SayGathering say,
            TellNews news,
            Mutes mutes,
            InstantSource clock) {
        return new TellOfAlerts(tell, tellings, gatherings, say, news, mutes, clock);
    }

    @Bean
    TellHeldBack tellHeldBack(
            Alerts alerts,
            HoldAlerts hold,
            Tellings tellings,
            TellAlerts tell,
            Places places,
            ReactiveTransactionManager transactions,
            InstantSource clock,
            MeterRegistry meters) {
        return new TellHeldBack(
                alerts,
                hold,
                tellings,
                tell,
                places,
                TransactionalOperator.create(transactions),
                clock,
                meters.counter(NotifierTelemetry.ALERTS_MISSED.meter()));
    }

    @Bean
    SayWhatIsDue sayWhatIsDue(
            Gatherings gatherings, SayGathering say, ReactiveTransactionManager transactions, InstantSource clock) {
        return new SayWhatIsDue(gatherings, say, TransactionalOperator.create(transactions), clock);
    }

    @Bean
    TellElsewhere tellElsewhere(
            DatabaseClient database,
            DecideTelling decide,
            Alerts alerts,
            HoldAlerts hold,
            TellAlerts tell,
            Places places,
            ReactiveTransactionManager transactions,
            NotifierSettings settings,
            InstantSource clock) {
        return new TellElsewhere(
                new R2dbcUnreached(database, decide.inMaintenance()),
                alerts,
                hold,
                tell,
                places,
                TransactionalOperator.create(transactions),
                clock,
                settings.gather().standInAfter());
    }

    @Bean
    WarnOfUntold warnOfUntold(
            Tellings tellings,
            DecideTelling decide,
            Mutes mutes,
            Alerts alerts,
            Reports reports,
            InstantSource clock,
            MeterRegistry meters) {
        return new WarnOfUntold(tellings, decide, mutes, alerts, reports, clock, meters);
    }

    @Bean
    Unanswered unanswered(DatabaseClient database) {
        return new R2dbcUnanswered(database);
    }

    @Bean
    PlanReminders planReminders(DecideTelling decide, NotifierSettings settings) {
        return new PlanReminders(decide, settings.gather().remindLongest());
    }

    @Bean
    ReadReminders readReminders(Unanswered unanswered, IncidentCare incidents, PlanReminders plan) {
        return new ReadReminders(unanswered, incidents, plan);
    }

    @Bean
    RemindOfUnanswered remindOfUnanswered(
            Unanswered unanswered,
            Gatherings gatherings,
            Alerts alerts,
            Mutes mutes,
            IncidentCare incidents,
            PlanReminders plan,
            SayGathering say,
            ReactiveTransactionManager transactions,
            NotifierSettings settings,
            InstantSource clock) {
        return new RemindOfUnanswered(
                unanswered,
                gatherings,
                alerts,
                mutes,
                incidents,
                plan,
                say,
                TransactionalOperator.create(transactions),
                clock,
                settings.gather());
    }

    @Bean
    TellJobs tellJobs(
            TellHeldBack heldBack,
            SayWhatIsDue due,
            TellElsewhere elsewhere,
            WarnOfUntold untold,
            RemindOfUnanswered unanswered,
            NotifierSettings settings) {
        return new TellJobs(
                heldBack, due, elsewhere, untold, unanswered, settings.gather().auditEvery());
    }
}
