package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.EmbeddedPartException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(printed, true));

    @Test
    void eachPartIsOneLineWithItsTime() {
        progress.ready("Kafka");

        assertThat(printed.toString()).matches("Kafka ready after \\d+\\.\\d s\\R");
    }

    @Test
    void aFailureIsTheInnermostReasonInOneLine() {
        progress.failed(new IllegalStateException("outer", new IllegalArgumentException("the reason\nmore")));

        assertThat(printed.toString()).isEqualToIgnoringNewLines("FAILED the reason");
    }

    @Test
    void aPartsOwnWordsCountMoreThanTheirCause() {
        progress.failed(new RuntimeException(
                new EmbeddedPartException("Port 9092 for Kafka is taken", new java.net.BindException("in use"))));

        assertThat(printed.toString()).isEqualToIgnoringNewLines("FAILED Port 9092 for Kafka is taken");
    }

    @Test
    void aCauseWithoutWordsIsPassedOver() {
        progress.failed(new RuntimeException(
                new IllegalStateException("The registry did not answer", new java.util.concurrent.TimeoutException())));

        assertThat(printed.toString()).isEqualToIgnoringNewLines("FAILED The registry did not answer");
    }

    @Test
    void aReminderNamesWhatIsNotReadyYet() {
        progress.await("Kafka");
        progress.await("gateway");
        progress.ready("Kafka");

        assertThat(progress.remind()).isTrue();

        assertThat(printed.toString().lines().toList().getLast()).matches("after \\d+\\.\\d s waiting for gateway");
    }

    @Test
    void whenAllIsReadyThereIsNothingToRemindOf() {
        progress.await("Kafka");
        progress.ready("Kafka");
        printed.reset();

        assertThat(progress.remind()).isFalse();
        assertThat(printed.toString()).isEmpty();
    }
}
