package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.source.ClusterCanary;
import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.SourceFault;
import io.mooring.backup.wal.CanaryReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteCanariesTest {

    private static final Duration ALWAYS = Duration.ofNanos(1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterCanary ONE = new ClusterCanary(7, 1, "0/3000020", NOW, NOW, "keeper");

    private Instant now = NOW;
    private WriteCanaries canaries = new WriteCanaries(ALWAYS, () -> now);

    @Test
    void tellsThatTheyAreCommitted() {
        assertThat(canaries.report().state()).isEqualTo(State.UNKNOWN);
        canaries.tend(() -> Optional.of(ONE));
        assertThat(canaries.report()).isEqualTo(CanaryReport.COMMITTED);
        assertThat(canaries.take()).contains(ONE);
        assertThat(canaries.take()).isEmpty();
    }

    @Test
    void tellsSinceWhenTheyAreRefusedWhyAndWhatToDo() {
        refuse();
        now = NOW.plusSeconds(60);
        refuse();
        assertThat(canaries.report()).isEqualTo(new CanaryReport(State.REFUSED, NOW, "It said no.", "Ask."));
        assertThat(canaries.take()).isEmpty();
    }

    @Test
    void aRefusalStandsWhileNobodyAnswersAndForWhoeverGoesOn() {
        refuse();
        canaries.tend(WriteCanariesTest::silent);
        CanaryReport told = canaries.report();
        assertThat(told.state()).isEqualTo(State.REFUSED);
        assertThat(told.unanswered()).isEqualTo(told);

        canaries = new WriteCanaries(ALWAYS, () -> now);
        canaries.goOnFrom(told);
        now = NOW.plusSeconds(60);
        assertThat(canaries.report()).isEqualTo(told);
        refuse();
        assertThat(canaries.report().since()).isEqualTo(NOW);
    }

    @Test
    void aRefusalThatWasTakenBackBeginsAnew() {
        refuse();
        canaries.tend(() -> Optional.of(ONE));
        now = NOW.plusSeconds(60);
        refuse();
        assertThat(canaries.report().since()).isEqualTo(now);
    }

    @Test
    void isUnknownWhereNobodyAnswers() {
        canaries.tend(() -> Optional.of(ONE));
        canaries.tend(WriteCanariesTest::silent);
        assertThat(canaries.report()).isEqualTo(CanaryReport.unknown("Silence."));
        assertThat(CanaryReport.COMMITTED.unanswered().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void tellsThatAStandbyCommitsNoneAndThatNoneAreWanted() {
        canaries.tend(Optional::empty);
        assertThat(canaries.report().state()).isEqualTo(State.STANDBY);
        WriteCanaries off = new WriteCanaries(Duration.ZERO, () -> now);
        off.goOnFrom(new CanaryReport(State.REFUSED, NOW, "It said no.", "Ask."));
        off.tend(() -> Optional.of(ONE));
        assertThat(off.report()).isEqualTo(CanaryReport.OFF);
        assertThat(off.take()).isEmpty();
    }

    private void refuse() {
        canaries.tend(() -> {
            throw new SourceFailure(SourceFault.REFUSED, "It said no.", "Ask.");
        });
    }

    private static Optional<ClusterCanary> silent() throws SourceFailure {
        throw new SourceFailure(SourceFault.UNREACHABLE, "Silence.", "Look.");
    }
}
