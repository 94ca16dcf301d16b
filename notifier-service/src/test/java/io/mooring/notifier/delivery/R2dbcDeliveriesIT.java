package io.mooring.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Claims, their ends and what they say of destinations, on a real database whose clock the test moves. */
class R2dbcDeliveriesIT {

    private static final Destination OPS = new Destination("ops", "slack", "C1", "", null);
    private static DeliveriesUnderTest world;

    @BeforeAll
    static void migrate() {
        world = new DeliveriesUnderTest();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void empty() {
        world.reset();
    }

    @Test
    void claimsOneForEachDestinationTheGravestFirstThenTheOldest() {
        say("ops", world.newId(), Operation.OPEN, Messages.of("info", Severity.INFO));
        UUID older = say("ops", world.newId(), Operation.OPEN, Messages.of("older"));
        say("ops", world.newId(), Operation.OPEN, Messages.of("newer"));
        UUID other = say("mail", world.newId(), Operation.OPEN, Messages.of("other", Severity.WARNING));
        assertThat(world.claim("me")).extracting(c -> c.delivery().id()).containsExactly(older, other);
    }

    @Test
    void aDestinationInUseIsPassedOverUntilTheLeaseEnds() {
        say("ops");
        say("ops");
        assertThat(world.claim("me")).hasSize(1);
        world.passes(Duration.ofSeconds(59));
        assertThat(world.claim("you")).isEmpty();
        world.passes(Duration.ofSeconds(1));
        assertThat(world.claim("you")).singleElement().satisfies(taken -> assertThat(taken.mayHaveArrived())
                .isTrue());
    }

    @Test
    void aClockThatJumpsDoesNotTakeFromASenderWhatItStillWorksOn() {
        say("ops");
        UUID working = world.claim("me").getFirst().delivery().id();
        world.passes(Duration.ofMinutes(10));
        assertThat(world.claim("me", List.of(), List.of(working))).isEmpty();
        assertThat(world.claim("me")).hasSize(1);
    }

    @Test
    void aClockSetBackHoldsNothingUpForLong() {
        say("ops");
        world.settle(world.claim("me").getFirst(), failed());
        say("ops");
        world.claim("me");
        world.passes(Duration.ofDays(-3));
        assertThat(world.claim("you"))
                .as("neither a lease nor a due time three days ahead")
                .hasSize(1);
    }

    @Test
    void theLinesOfAConversationKeepTheirOrder() {
        UUID conversation = world.newId();
        UUID open = say("ops", conversation, Operation.OPEN, Messages.of("1", Severity.WARNING));
        UUID call = say("ops", conversation, Operation.CALL, Messages.of("2", Severity.EMERGENCY));
        Claim first = world.claim("me").getFirst();
        assertThat(first.delivery().id()).isEqualTo(open);
        world.settle(first, new Result(DeliveryState.UNKNOWN, Duration.ofSeconds(9), null, "?", Result.Says.FAILS));
        assertThat(world.claim("me")).as("the first may not have arrived").isEmpty();
        UUID other = say("ops");
        assertThat(world.claim("me")).extracting(c -> c.delivery().id()).containsExactly(other);
        world.passes(Duration.ofSeconds(61));
        drain();
        assertThat(world.find(call).deliveredAt())
                .isAfterOrEqualTo(world.find(open).deliveredAt());
        assertThat(world.find(call).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void whatPeopleDoNotKnowYetGoesBeforeChangesOfWhatTheyDo() {
        UUID known = world.newId();
        UUID over = world.newId();
        for (UUID conversation : List.of(known, over)) {
            say("ops", conversation, Operation.OPEN, Messages.of("1", Severity.CRITICAL));
            world.settle(world.claim("me").getFirst(), Result.delivered("r", ""));
        }
        UUID update = say("ops", known, Operation.UPDATE, Messages.of("2", Severity.CRITICAL));
        UUID close = say("ops", over, Operation.CLOSE, Messages.of("2", Severity.CRITICAL));
        UUID open = say("ops", world.newId(), Operation.OPEN, Messages.of("1", Severity.CRITICAL));
        UUID lesser = say("ops", world.newId(), Operation.OPEN, Messages.of("1", Severity.WARNING));
        List<UUID> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Claim next = world.claim("me").getFirst();
            order.add(next.delivery().id());
            world.settle(next, Result.delivered("r", ""));
        }
        assertThat(order).containsExactly(close, open, update, lesser);
    }

    @Test
    void whatFollowsKnowsTheConversationsNameAtTheProvider() {
        UUID conversation = world.newId();
        say("ops", conversation, Operation.OPEN, Messages.of("1"));
        Claim open = world.claim("me").getFirst();
        assertThat(open.spoken()).isNull();
        world.settle(open, Result.delivered("C1/1.0", "Posted"));
        say("ops", conversation, Operation.UPDATE, Messages.of("2"));
        assertThat(world.claim("me").getFirst().spoken()).isEqualTo("C1/1.0");
    }

    @Test
    void anUpdateNobodyTriedToSendIsSupersededByTheNextWord() {
        UUID conversation = world.newId();
        say("ops", conversation, Operation.OPEN, Messages.of("1"));
        Claim open = world.claim("me").getFirst();
        UUID update = say("ops", conversation, Operation.UPDATE, Messages.of("2"));
        UUID call = say("ops", conversation, Operation.CALL, Messages.of("3"));
        UUID close = say("ops", conversation, Operation.CLOSE, Messages.of("4"));
        assertThat(world.find(update).state()).isEqualTo(DeliveryState.SUPERSEDED);
        assertThat(world.find(call).state()).isEqualTo(DeliveryState.PENDING);
        assertThat(world.superseded).hasValue(1);
        world.settle(open, Result.delivered("r", ""));
        drain();
        assertThat(world.find(close).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void whenTheOpeningIsDeadTheNextWordOpens() {
        UUID conversation = world.newId();
        say("ops", conversation, Operation.OPEN, Messages.of("1"));
        Claim open = world.claim("me").getFirst();
        say("ops", conversation, Operation.CALL, Messages.of("2"));
        world.settle(open, Result.dead("refused", Result.Says.ANSWERS));
        assertThat(world.claim("me").getFirst().delivery().operation()).isEqualTo(Operation.OPEN);
    }

    @Test
    void whoLostTheLeaseChangesNothing() {
        UUID id = say("ops");
        Claim late = world.claim("me").getFirst();
        world.passes(DeliveriesUnderTest.LEASE);
        Claim taken = world.claim("me").getFirst();
        assertThat(world.settle(late, Result.dead("late", Result.Says.ANSWERS))).isFalse();
        assertThat(world.find(id).state()).isEqualTo(DeliveryState.SENDING);
        assertThat(world.settle(taken, Result.delivered("r", ""))).isTrue();
        assertThat(world.read.attempts(id).block())
                .extracting(Attempt::outcome)
                .containsExactly(null, DeliveryState.DELIVERED);
    }

    @Test
    void retryAfterHoldsTheWholeDestinationAndNoOther() {
        say("ops");
        say("ops");
        world.settle(
                world.claim("me").getFirst(),
                new Result(DeliveryState.FAILED, Duration.ofSeconds(42), null, "429", Result.Says.WAIT));
        say("mail");
        assertThat(world.claim("me"))
                .extracting(c -> c.delivery().destination())
                .containsExactly("mail");
        world.passes(Duration.ofSeconds(41));
        assertThat(world.claim("me")).isEmpty();
        world.passes(Duration.ofSeconds(1));
        assertThat(world.claim("me"))
                .extracting(c -> c.delivery().destination())
                .containsExactly("ops");
    }

    @Test
    void twoSendersTogetherKeepTheDestinationsPace() {
        List<Pace> pace = List.of(new Pace("ops", 1_000, 2));
        IntStream.range(0, 6).forEach(i -> say("ops"));
        assertThat(sendAll("a", pace) + sendAll("b", pace)).as("the burst").isEqualTo(2);
        world.passes(Duration.ofMillis(999));
        assertThat(sendAll("b", pace)).isZero();
        world.passes(Duration.ofMillis(1));
        assertThat(sendAll("a", pace) + sendAll("b", pace)).isEqualTo(1);
        world.passes(Duration.ofSeconds(30));
        assertThat(sendAll("a", pace))
                .as("a pause saves up no more than the burst")
                .isEqualTo(2);
    }

    @Test
    void aDestinationThatKeepsFailingIsPausedLongerAndLongerAndProbedOnce() {
        List<DeliveryChange> heard = new ArrayList<>();
        world.followers.add(change -> Mono.fromRunnable(() -> heard.add(change)));
        IntStream.range(0, 9).forEach(i -> say("ops"));
        assertThat(failAll()).as("attempts before the pause").isEqualTo(5);
        assertThat(heard).singleElement().isInstanceOf(DeliveryChange.Paused.class);
        assertThat(condition().pausedUntil()).isEqualTo(DeliveriesUnderTest.START.plusSeconds(30));
        assertThat(pauses()).containsExactly(new Pause("ops", DeliveriesUnderTest.START.plusSeconds(30), "away"));
        world.passes(Duration.ofSeconds(29));
        assertThat(world.claim("me")).isEmpty();
        world.passes(Duration.ofSeconds(1));
        assertThat(failAll()).as("the probe").isEqualTo(1);
        world.passes(Duration.ofSeconds(59));
        assertThat(world.claim("me")).isEmpty();
        world.passes(Duration.ofSeconds(1));
        assertThat(sendAll("me", List.of()))
                .as("everything, once a probe got through")
                .isEqualTo(9);
        assertThat(condition().pausedUntil()).isNull();
        assertThat(pauses()).isEmpty();
    }

    @Test
    void followersHearInTheTransactionAndTheirErrorForgetsNoDelivery() {
        UUID id = say("ops");
        world.followers.add(change -> world.database
                .sql("INSERT INTO conversation (id, destination, subject, opened_at) VALUES (:id, 'x', 'y', now())")
                .bind("id", id)
                .then());
        world.followers.add(change -> Mono.error(new IllegalStateException("a follower's defect")));
        assertThat(world.settle(world.claim("me").getFirst(), Result.delivered("r", "")))
                .isTrue();
        assertThat(world.find(id).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(world.database
                        .sql("SELECT id FROM conversation")
                        .map(row -> 1)
                        .all()
                        .collectList()
                        .block())
                .as("what the first follower wrote is undone with the second's error")
                .isEmpty();
    }

    @Test
    void aPersonRetriesOrDropsADeadOneOnly() {
        UUID id = say("ops");
        assertThat(world.letters.retry(id).block()).isEqualTo(Retry.NOT_DEAD);
        assertThat(world.letters.drop(id, "ada").block()).isFalse();
        world.settle(world.claim("me").getFirst(), Result.dead("no", Result.Says.ANSWERS));
        assertThat(world.letters.retryAll(List.of("mail")).block()).isEqualTo(new Retry.Counts(0, 0, 0));
        assertThat(world.letters.retryAll(List.of("ops")).block()).isEqualTo(new Retry.Counts(1, 0, 0));
        world.settle(world.claim("me").getFirst(), Result.dead("no", Result.Says.ANSWERS));
        assertThat(world.letters.drop(id, "ada").block()).isTrue();
        assertThat(world.letters.retryAll(List.of("mail", "ops")).block()).isEqualTo(new Retry.Counts(0, 0, 0));
        assertThat(world.claim("me")).isEmpty();
    }

    @Test
    void aRetriedMessageIsNotToldAfterNewerWords() {
        UUID conversation = world.newId();
        UUID open = say("ops", conversation, Operation.OPEN, Messages.of("old news"));
        world.settle(world.claim("me").getFirst(), Result.dead("no", Result.Says.ANSWERS));
        say("ops", conversation, Operation.OPEN, Messages.of("new"));
        assertThat(world.letters.retry(open).block()).isEqualTo(Retry.OVERTAKEN);
        assertThat(world.find(open).state()).isEqualTo(DeliveryState.SUPERSEDED);
    }

    @Test
    void theEndAloneIsNotToldToWhomNobodyToldTheBeginning() {
        UUID over = deadOpening("ops", dead());
        world.plan
                .replaceDeadOpening(world.find(over).conversation(), resolved())
                .block();
        UUID goesOn = deadOpening("mail", dead());
        assertThat(world.letters.retryAll(List.of("ops", "mail")).block()).isEqualTo(new Retry.Counts(1, 0, 1));
        assertThat(world.find(over).state()).isEqualTo(DeliveryState.SUPERSEDED);
        assertThat(world.find(goesOn).state()).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void aBeginningThatNobodyHeardIsNotToldOnceItsEndIsDeadToo() {
        UUID opening = deadOpening("ops", dead());
        UUID conversation = world.find(opening).conversation();
        UUID end = sayOfAlerts("ops", conversation, Operation.CLOSE, resolved());
        world.settle(world.claim("me").getFirst(), dead());
        assertThat(world.letters.retry(opening).block()).isEqualTo(Retry.NOTHING_LEFT);
        assertThat(world.letters.retry(end).block()).isEqualTo(Retry.NOTHING_LEFT);
    }

    @Test
    void theEndIsToldToWhoMayHaveHeardTheBeginning() {
        UUID maybe = deadOpening(
                "ops", new Result(DeliveryState.UNKNOWN, Duration.ZERO, null, "no answer", Result.Says.FAILS), dead());
        world.plan
                .replaceDeadOpening(world.find(maybe).conversation(), resolved())
                .block();
        assertThat(world.letters.retry(maybe).block()).isEqualTo(Retry.AGAIN);
        UUID conversation = world.newId();
        sayOfAlerts("mail", conversation, Operation.OPEN, Messages.of("1"));
        world.claim("me", List.of(), List.of()).forEach(claim -> world.settle(claim, Result.delivered("r", "")));
        UUID end = sayOfAlerts("mail", conversation, Operation.CLOSE, resolved());
        world.settle(world.claim("me").getFirst(), dead());
        assertThat(world.letters.retry(end).block()).isEqualTo(Retry.AGAIN);
    }

    private static UUID deadOpening(String destination, Result... attempts) {
        UUID opening = sayOfAlerts(destination, world.newId(), Operation.OPEN, Messages.of("1"));
        for (Result attempt : attempts) {
            world.settle(world.claim("me").getFirst(), attempt);
        }
        return opening;
    }

    private static UUID sayOfAlerts(String destination, UUID conversation, Operation operation, Message message) {
        Destination to = new Destination(destination, OPS.channel(), OPS.address(), "", null);
        return world.append(new Word(conversation, "alerts/" + conversation, to, operation, message));
    }

    private static Message resolved() {
        Message firing = Messages.of("1");
        return new Message(
                Message.Status.RESOLVED, firing.severity(), firing.words(), List.of(), 0, "", null, "", null, "");
    }

    private static Result dead() {
        return Result.dead("no", Result.Says.ANSWERS);
    }

    @Test
    void twoSendersNeverTakeTheSameDelivery() {
        IntStream.range(0, 40).forEach(i -> say("d" + i));
        List<Claim> taken = Flux.merge(
                        world.deliveries.claimDue(List.of(), DeliveriesUnderTest.LEASE, "a", List.of(), 40),
                        world.deliveries.claimDue(List.of(), DeliveriesUnderTest.LEASE, "b", List.of(), 40),
                        world.deliveries.claimDue(List.of(), DeliveriesUnderTest.LEASE, "c", List.of(), 40))
                .collectList()
                .block();
        assertThat(taken).extracting(claim -> claim.delivery().id()).doesNotHaveDuplicates();
        assertThat(taken.size() + world.claim("d").size()).isEqualTo(40);
    }

    @Test
    void tenThousandWaitingOnesAreNotReadToClaimTheNext() {
        say("ops");
        say("mail");
        world.run("""
                INSERT INTO delivery (id, conversation_id, subject, destination, channel, address, operation, severity, urgency,
                                      message, state, created_at, ladder_from, due_at)
                SELECT gen_random_uuid(), gen_random_uuid(), 'alert/' || n, 'ops', 'slack', 'C1', 'OPEN', 'INFO', 0,
                       (SELECT message FROM delivery LIMIT 1), CASE WHEN n % 3 = 0 THEN 'DELIVERED' ELSE 'PENDING' END,
                       now(), now(), timestamptz '2026-01-01 00:00:00Z'
                FROM generate_series(1, 15000) n
                """);
        world.run("ANALYZE delivery");
        String plan = String.join("\n", explain());
        assertThat(plan).contains("delivery_waiting").doesNotContain("Seq Scan on delivery");
        assertThat(world.claim("me")).hasSize(2);
    }

    private List<String> explain() {
        DatabaseTime time = new DatabaseTime("(SELECT now_is FROM test_clock)");
        return world.database
                .sql("EXPLAIN " + time.in(ClaimStatements.TAKE))
                .bind("free", new String[] {"ops", "mail"})
                .bind("names", new String[0])
                .bind("every", new Long[0])
                .bind("lease", 60_000L)
                .bind("owner", "me")
                .bind("most", 16)
                .map(row -> row.get(0, String.class))
                .all()
                .collectList()
                .block();
    }

    @Test
    void listsNewestFirstInPagesAndNarrowed() {
        List<UUID> planned = List.of(say("ops"), say("mail"), say("ops"));
        ReadDeliveries.Filter all = new ReadDeliveries.Filter(null, null, null);
        List<Delivery> first = world.read.list(all, null, 2).collectList().block();
        assertThat(first).extracting(Delivery::id).containsExactly(planned.get(2), planned.get(1));
        assertThat(world.read.list(all, planned.get(1), 2).collectList().block())
                .extracting(Delivery::id)
                .containsExactly(planned.get(0));
        assertThat(world.read
                        .list(new ReadDeliveries.Filter(DeliveryState.PENDING, "mail", null), null, 9)
                        .collectList()
                        .block())
                .hasSize(1);
        UUID conversation = first.getFirst().conversation();
        assertThat(world.read
                        .list(new ReadDeliveries.Filter(null, null, conversation), null, 9)
                        .collectList()
                        .block())
                .hasSize(1);
        assertThat(world.read.of(List.of(conversation)).single().block())
                .isEqualTo(new Progress(conversation, false, 1, DeliveriesUnderTest.START, 0, null));
    }

    @Test
    void whatIsOverIsForgottenButNoDeadOneAndNothingOfALiveConversation() {
        UUID conversation = world.newId();
        UUID live = say("ops", conversation, Operation.OPEN, Messages.of("1"));
        UUID over = say("mail");
        UUID dead = say("hook");
        world.claim("me")
                .forEach(claim -> world.settle(
                        claim,
                        claim.delivery().id().equals(dead)
                                ? Result.dead("no", Result.Says.ANSWERS)
                                : Result.delivered("r", "Posted")));
        ForgetDeliveries chore = world.forget(Duration.ofDays(90));
        world.passes(Duration.ofDays(90));
        chore.run().block();
        assertThat(world.read.find(over).block()).as("90 days are not over").isNotNull();
        say("ops", conversation, Operation.CALL, Messages.of("2"));
        world.passes(Duration.ofSeconds(1));
        chore.run().block();
        assertThat(world.read.find(over).block()).isNull();
        assertThat(world.find(live).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(world.find(dead).state()).isEqualTo(DeliveryState.DEAD);
    }

    private static UUID say(String destination) {
        return say(destination, world.newId(), Operation.OPEN, Messages.of("x"));
    }

    private static UUID say(String destination, UUID conversation, Operation operation, Message message) {
        Destination to = new Destination(destination, OPS.channel(), OPS.address(), "", null);
        return world.append(new Word(conversation, "alert/" + conversation, to, operation, message));
    }

    private static Result failed() {
        return new Result(DeliveryState.FAILED, Duration.ofSeconds(1), null, "away", Result.Says.FAILS);
    }

    private static void drain() {
        sendAll("me", List.of());
    }

    private static int sendAll(String owner, List<Pace> pace) {
        return settleAll(owner, pace, Result.delivered("r", "Posted"));
    }

    private static int failAll() {
        return settleAll("me", List.of(), failed());
    }

    private static int settleAll(String owner, List<Pace> pace, Result result) {
        int settled = 0;
        for (List<Claim> due = world.claim(owner, pace, List.of());
                !due.isEmpty();
                due = world.claim(owner, pace, List.of())) {
            due.forEach(claim -> world.settle(claim, result));
            settled += due.size();
        }
        return settled;
    }

    private static List<Pause> pauses() {
        return world.read.pauses(List.of("ops", "mail")).collectList().block();
    }

    private static DestinationCondition condition() {
        return world.read
                .conditions()
                .filter(one -> one.destination().equals("ops"))
                .single()
                .block();
    }
}
