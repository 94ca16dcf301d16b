package io.mooring.notifier.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.ActOnManyAlerts.Deed;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.hook.Wishes.Begun;
import io.mooring.notifier.slack.SlackAction.Subject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

abstract class WishesContract {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    abstract Wishes wishes();

    @Test
    void aWishIsKeptAsItWasSaidWithHowFarItIs() {
        Wish wish = wish(Deed.UNACKNOWLEDGE, Subject.CONVERSATION, UUID.randomUUID());
        wishes().add(wish).block();
        long number = waiting().getLast();
        assertThat(wishes().take(number).block()).isEqualTo(new Begun(number, wish, null));
        UUID done = UUID.randomUUID();
        wishes().goOn(number, done).block();
        assertThat(wishes().take(number).block()).isEqualTo(new Begun(number, wish, done));
        wishes().finished(number).block();
        assertThat(wishes().take(number).block()).isNull();
        assertThat(waiting()).doesNotContain(number);
    }

    @Test
    void ofWhatIsWishedOfOneThingTheFirstIsDoneBeforeTheNextAndNobodyElseWaits() {
        UUID one = UUID.randomUUID();
        Wish first = wish(Deed.ACKNOWLEDGE, Subject.CONVERSATION, one);
        Wish second = wish(Deed.RESOLVE, Subject.CONVERSATION, one);
        Wish other = wish(Deed.RESOLVE, Subject.ALERT, UUID.randomUUID());
        List.of(first, second, other).forEach(wish -> wishes().add(wish).block());
        List<Wish> due = due();
        assertThat(due).containsSubsequence(first, other).doesNotContain(second);
        wishes().finished(waiting().get(due.indexOf(first))).block();
        assertThat(due()).contains(second);
        assertThat(wishes().waiting(List.of(), 1).collectList().block()).hasSize(1);
        long put = waiting().get(due().indexOf(second));
        assertThat(wishes().waiting(List.of(put), 100).collectList().block())
                .doesNotContain(put)
                .isNotEmpty();
    }

    @Test
    void whatAPersonCouldSeeIsKeptWithTheWish() {
        Wish wish = new Wish(
                Deed.RESOLVE,
                Subject.CONVERSATION,
                UUID.randomUUID(),
                "Ann (PagerDuty)",
                Alert.Via.PAGERDUTY,
                AT,
                AT.minusSeconds(9));
        wishes().add(wish).block();
        assertThat(due()).contains(wish);
    }

    private List<Wish> due() {
        return waiting().stream()
                .map(number -> wishes().take(number).block().wish())
                .toList();
    }

    private List<Long> waiting() {
        return wishes().waiting(List.of(), 100).collectList().block();
    }

    private static Wish wish(Deed deed, Subject subject, UUID id) {
        return new Wish(deed, subject, id, "ann (Slack)", Alert.Via.SLACK, AT);
    }
}
