package io.mooring.notifier.conversation;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.delivery.PlansForTests;
import io.mooring.notifier.destination.DestinationSettings;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Conversations on a real database, for tests of capabilities that speak: what is said waits there for good. */
public final class ConversationsForTests {

    private static final Channel PHONES = new Phones();

    private ConversationsForTests() {}

    /** At these destinations people are phoned by the first word of a conversation, and by none that is added to it. */
    public static Conversations where(NotifierDatabase database, String... phones) {
        Destinations destinations = Destinations.of(Arrays.stream(phones)
                .collect(Collectors.toMap(
                        Function.identity(), name -> new DestinationSettings(PHONES.id(), "", "secret", ""))));
        return new KeepConversations(
                new R2dbcOpenConversations(database.client(), UUID::randomUUID, InstantSource.system()),
                PlansForTests.on(database),
                destinations,
                List.of(PHONES),
                () -> {});
    }

    /** What was said so far is delivered. */
    public static void allArrives(NotifierDatabase database) {
        database.client()
                .sql("UPDATE delivery SET state = 'DELIVERED' WHERE state = 'PENDING'")
                .then()
                .block();
    }

    private static final class Phones implements Channel {

        @Override
        public String id() {
            return "pagerduty";
        }

        @Override
        public Manner manner() {
            return new Manner(true, Duration.ZERO, 1, Manner.FOR_A_DAY);
        }

        @Override
        public boolean callsAtFirst() {
            return true;
        }

        @Override
        public Readiness readiness(Destination destination) {
            return Readiness.ready("");
        }

        @Override
        public Answer send(Envelope envelope) {
            throw new AssertionError("Nobody sends here");
        }

        @Override
        public Finding find(Envelope envelope, Instant since) {
            throw new AssertionError("Nobody sends here");
        }
    }
}
