package io.mooring.notifier.tell;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.AlertFollower;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.conversation.ConversationContents;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.mute.Mutes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Telling on a real database, for tests of capabilities that act on what was told: every alert is told at {@code slack}, for
 * which {@code pager} stands in.
 */
public record TellForTests(
        AlertFollower follower, ConversationContents contents, SayWhatIsDue due, TellElsewhere elsewhere) {

    /** Calls people for what joined, where it is time. */
    public void sayDue() {
        due.sayDue().block();
    }

    public static TellForTests on(NotifierDatabase database, Conversations conversations, InstantSource clock) {
        DatabaseClient client = database.client();
        Gatherings gatherings = new R2dbcGatherings(client, AlertsForTests.on(database));
        Tellings tellings = new R2dbcTellings(client);
        ComposeMessage compose = new ComposeMessage("");
        SayGathering say = new SayGathering(gatherings, conversations, compose, clock);
        Mutes nothing = (asked, at) -> Mono.just(Map.of());
        FakePlaces places = new FakePlaces("slack", "pager");
        places.standIn("slack", "pager");
        DecideTelling decide = new DecideTelling(
                List.of(DecideTellingTest.route(
                        "all", EnumSet.allOf(Severity.class), List.of(), List.of("slack"), false)),
                places);
        TellAlerts tell =
                new TellAlerts(decide, nothing, tellings, gatherings, say, TellSettings.DEFAULTS, UUID::randomUUID);
        NewsSettings settings =
                new NewsSettings(5, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(15));
        News rows = new R2dbcNews(client, JsonMapper.builder().build());
        SayNewsDigests digests =
                new SayNewsDigests(rows, conversations, new ComposeDigest(""), settings, database.transaction(), clock);
        TellNews news = new TellNews(decide, rows, conversations, compose, digests, settings, UUID::randomUUID);
        return new TellForTests(
                new TellOfAlerts(tell, tellings, gatherings, say, news, nothing, clock),
                new ContentsOfGatherings(client, gatherings),
                new SayWhatIsDue(gatherings, say, database.transaction(), clock),
                new TellElsewhere(
                        new R2dbcUnreached(client, decide.inMaintenance()),
                        AlertsForTests.on(database),
                        AlertsForTests.holding(database),
                        tell,
                        places,
                        database.transaction(),
                        clock,
                        TellSettings.DEFAULTS.standInAfter()));
    }
}
