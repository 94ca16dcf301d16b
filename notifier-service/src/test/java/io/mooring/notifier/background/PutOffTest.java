package io.mooring.notifier.background;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

class PutOffTest {

    private static final RuntimeException AWAY = new IllegalStateException("away");
    private final Logger log = (Logger) LoggerFactory.getLogger(PutOffTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private final PutOff<String> putOff = new PutOff<>(log, "Row {} cannot be done", () -> now);

    private void fail(String row) {
        putOff.unlessItFails(row, Mono.error(AWAY)).block();
    }

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setAdditive(false);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(lines);
    }

    private void logged(int number) {
        assertThat(lines.list).hasSize(number);
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureButNotForEver() {
        Duration pause = PutOff.FIRST;
        for (int i = 0; i < 12; i++) {
            fail("a");
            now = now.plus(pause).minusMillis(1);
            assertThat(putOff.waiting()).containsExactly("a");
            now = now.plusMillis(1);
            assertThat(putOff.waiting()).isEmpty();
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(PutOff.LONGEST) < 0 ? twice : PutOff.LONGEST;
        }
        assertThat(pause).isEqualTo(PutOff.LONGEST);
    }

    @Test
    void whatWorkedBeginsAnew() {
        fail("a");
        fail("a");
        assertThat(putOff.unlessItFails("a", Mono.just(1)).block()).isEqualTo(1);
        assertThat(putOff.waiting()).isEmpty();
        fail("a");
        now = now.plus(PutOff.FIRST);
        assertThat(putOff.waiting()).isEmpty();
    }

    @Test
    void aFailureIsToldWhenItIsAnother() {
        fail("a");
        fail("a");
        logged(1);
        putOff.failed("a", new IllegalStateException("another"));
        logged(2);
        fail("b");
        logged(3);
        assertThat(lines.list.getLast().getFormattedMessage())
                .isEqualTo("Row b cannot be done, trying again in 2 s and ever less often: " + AWAY);
        putOff.worked("b");
        fail("b");
        logged(4);
    }

    @Test
    void aClockThatWasSetBackIsNoReasonToWait() {
        fail("a");
        now = now.minusSeconds(3_600);
        assertThat(putOff.waiting()).isEmpty();
    }

    @Test
    void remembersNotMoreThanItsShareAndNothingForEver() {
        for (int i = 0; i < PutOff.ROWS + 5; i++) {
            fail("row " + i);
        }
        assertThat(putOff.waiting())
                .hasSize(PutOff.ROWS)
                .doesNotContain("row 4")
                .contains("row 5");
        now = now.plus(Duration.ofHours(1));
        fail("late");
        now = now.minus(Duration.ofHours(1));
        assertThat(putOff.waiting()).isEmpty();
    }
}
