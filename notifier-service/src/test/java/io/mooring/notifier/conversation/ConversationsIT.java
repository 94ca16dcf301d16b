package io.mooring.notifier.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.delivery.DeliveriesUnderTest;
import io.mooring.notifier.delivery.DeliveriesUnderTest.Begun;
import io.mooring.notifier.delivery.Messages;
import io.mooring.notifier.destination.DestinationSettings;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.NoTransactionException;
import reactor.core.publisher.Flux;

/** What is said, in what order it is heard, and what of it is never said: on a real database, with a provider that fails. */
class ConversationsIT {

    private static final Destinations DESTINATIONS = Destinations.of(Map.of(
            "ops", new DestinationSettings("slack", "C0123", "", ""),
            "mail", new DestinationSettings("email", "ops@example.org", "", "")));

    private static DeliveriesUnderTest world;
    private final FailingProvider provider = new FailingProvider("slack", true);
    private final FailingProvider mail = new FailingProvider("email", false);
    private final AtomicInteger woken = new AtomicInteger();
    private Conversations conversations;

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
        conversations = new KeepConversations(
                new R2dbcOpenConversations(world.database, world::newId, InstantSource.system()),
                world.plan(),
                DESTINATIONS,
                List.<Channel>of(provider, mail),
                woken::incrementAndGet);
    }

    @Test
    void theFirstWordOpensWhateverItIsAndTheNextGoesOn() {
        UUID first = say("ops", "alert/1", Operation.UPDATE, "1");
        deliver();
        assertThat(say("ops", "alert/1", Operation.UPDATE, "2")).isEqualTo(first);
        deliver();
        assertThat(provider.heard(first)).containsExactly("OPEN 1", "UPDATE 2");
    }

    @Test
    void closeOfWhatNeverWasSaysNothing() {
        assertThat(say("ops", "alert/1", Operation.CLOSE, "1")).isNull();
        assertThat(world.waiting()).isZero();
    }

    @Test
    void whatComesAfterCloseOpensAnother() {
        UUID first = say("ops", "alert/1", Operation.OPEN, "1");
        deliver();
        assertThat(say("ops", "alert/1", Operation.CLOSE, "2")).isEqualTo(first);
        UUID second = say("ops", "alert/1", Operation.UPDATE, "3");
        deliver();
        assertThat(provider.heard(first)).containsExactly("OPEN 1", "CLOSE 2");
        assertThat(provider.heard(second)).containsExactly("OPEN 3");
    }

    @Test
    void peopleReadTheNewestStateOnceWhenNothingWasToldYet() {
        UUID conversation = say("ops", "alert/1", Operation.OPEN, "1");
        say("ops", "alert/1", Operation.CALL, "2");
        say("ops", "alert/1", Operation.CLOSE, "3");
        deliver();
        assertThat(provider.heard(conversation)).containsExactly("OPEN 3");
    }

    @Test
    void updatesAreNotSaidWhereNothingCanBeEdited() {
        UUID conversation = say("mail", "alert/1", Operation.OPEN, "1");
        deliver();
        assertThat(say("mail", "alert/1", Operation.UPDATE, "2")).isNull();
        say("mail", "alert/1", Operation.CALL, "3");
        deliver();
        assertThat(mail.heard(conversation)).containsExactly("OPEN 1", "CALL 3");
    }

    @Test
    void afterARefusedOpeningTheNextWordOpens() {
        UUID conversation = say("ops", "alert/1", Operation.OPEN, "1");
        provider.refuses = true;
        deliver();
        provider.refuses = false;
        assertThat(say("ops", "alert/1", Operation.UPDATE, "2")).isEqualTo(conversation);
        deliver();
        assertThat(provider.heard(conversation)).containsExactly("OPEN 2");
    }

    @Test
    void needsATransactionAndAKnownDestination() {
        assertThatThrownBy(() -> conversations
                        .say("ops", "alert/1", Operation.OPEN, Messages.of("1"))
                        .block())
                .isInstanceOf(NoTransactionException.class);
        assertThatThrownBy(() -> say("nowhere", "alert/1", Operation.OPEN, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
        assertThat(woken).hasValue(0);
    }

    @Test
    void wakesTheSenderOnceItIsCommitted() {
        say("ops", "alert/1", Operation.OPEN, "1");
        assertThat(woken).hasValue(1);
    }

    @Test
    void manyWhoSpeakAtOnceOpenOneConversation() {
        List<UUID> said = Flux.range(0, 20)
                .flatMap(
                        n -> world.transactions.transactional(
                                conversations.say("ops", "alert/1", Operation.CALL, Messages.of("" + n))),
                        6)
                .collectList()
                .block();
        assertThat(said).hasSize(20).containsOnly(said.getFirst());
        assertThat(world.waiting()).isEqualTo(1);
    }

    /** Whatever the interleaving of words, attempts, lost answers, deaths of the sender and moves of the clock. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theLastWordIsHeardInOrderAndOnce(long seed) {
        Random random = new Random(seed);
        provider.whims = random;
        Map<UUID, Integer> last = new HashMap<>();
        List<Begun> begun = new ArrayList<>();
        int word = 0;
        for (int step = 0; step < 250; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    word++;
                    UUID conversation = say("ops", "alert/" + random.nextInt(4), operation(random), "" + word);
                    if (conversation != null) {
                        last.put(conversation, word);
                    }
                }
                case 4, 5 -> begun.addAll(world.begin());
                case 6, 7 -> {
                    if (!begun.isEmpty()) {
                        Begun one = begun.remove(random.nextInt(begun.size()));
                        world.end(one, provider, DESTINATIONS.named("ops"), random.nextInt(4) == 0);
                    }
                }
                case 8 -> world.passes(Duration.ofSeconds(random.nextInt(100)));
                default -> {
                    if (random.nextInt(3) == 0) {
                        begun.clear();
                        world.dies();
                    } else if (random.nextInt(4) == 0) {
                        world.passes(Duration.ofHours(random.nextInt(-30, 30)));
                    }
                }
            }
        }
        provider.whims = null;
        begun.forEach(one -> world.end(one, provider, DESTINATIONS.named("ops"), false));
        drain();
        last.forEach((conversation, lastWord) -> {
            List<String> heard = provider.heard(conversation);
            assertThat(heard).as("seed %d", seed).isNotEmpty();
            assertThat(heard.getFirst()).startsWith("OPEN");
            assertThat(heard.subList(1, heard.size())).noneMatch(line -> line.startsWith("OPEN"));
            assertThat(heard.getLast()).as("seed %d: %s", seed, heard).endsWith(" " + lastWord);
            assertThat(heard.stream().map(line -> Integer.valueOf(line.split(" ")[1])))
                    .as("seed %d", seed)
                    .isSorted()
                    .doesNotHaveDuplicates();
        });
        assertThat(provider.twice()).as("seed %d: sent twice", seed).isEmpty();
    }

    private static Operation operation(Random random) {
        Operation[] all = Operation.values();
        return all[random.nextInt(all.length)];
    }

    private void drain() {
        for (int round = 0; round < 400 && world.waiting() > 0; round++) {
            world.passes(Duration.ofSeconds(61));
            deliver();
        }
        assertThat(world.waiting()).isZero();
    }

    private void deliver() {
        for (List<Begun> due = world.begin(); !due.isEmpty(); due = world.begin()) {
            due.forEach(one -> world.end(
                    one,
                    one.destination().equals("ops") ? provider : mail,
                    DESTINATIONS.named(one.destination()),
                    false));
        }
    }

    private UUID say(String destination, String subject, Operation operation, String title) {
        return world.transactions
                .transactional(conversations.say(destination, subject, operation, Messages.of(title)))
                .block();
    }
}
