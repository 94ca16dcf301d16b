package io.mooring.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every channel does whose provider speaks HTTP. */
public abstract class HttpChannelContract extends ChannelContract {

    @Test
    void aWaitInSecondsIsASchedule() {
        provider.next(new Trouble.AsksToWait("42"));
        assertThat(channel.send(envelopes.open("x")))
                .isInstanceOfSatisfying(Answer.TryAgain.class, again -> assertThat(again.after())
                        .isEqualTo(Duration.ofSeconds(42)));
        assertThat(provider.taken()).isZero();
    }

    @Test
    void aWaitUntilATimeIsASchedule() {
        String inTenMinutes = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(Duration.ofMinutes(10)).atOffset(ZoneOffset.UTC));
        provider.next(new Trouble.AsksToWait(inTenMinutes));
        assertThat(channel.send(envelopes.open("x")))
                .isInstanceOfSatisfying(Answer.TryAgain.class, again -> assertThat(again.after())
                        .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(10)));
    }

    @Test
    void aWaitThatIsNoTimeIsStillNoReasonToHurry() {
        provider.next(new Trouble.AsksToWait("soon"));
        assertThat(channel.send(envelopes.open("x"))).isInstanceOf(Answer.TryAgain.class);
        provider.next(new Trouble.AsksToWait("99999999999999999999"));
        assertThat(channel.send(envelopes.open("x"))).isInstanceOfSatisfying(Answer.TryAgain.class, again -> {
            if (again.after() != null) {
                assertThat(again.after()).isLessThanOrEqualTo(Duration.ofHours(1));
            }
        });
    }

    @Override
    protected List<Trouble> troubles() {
        return Stream.concat(super.troubles().stream(), Stream.of(new Trouble.AsksToWait("1")))
                .toList();
    }
}
