package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.wal.WalReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeWalTest {

    private static final Duration OBJECTIVE = Duration.ofSeconds(5);
    private static final WalFault FAULT = new WalFault("x", "It broke.", "Mend it.");

    private boolean reachable = true;
    private Optional<WalFault> source = Optional.empty();
    private Optional<WalFault> receiver = Optional.empty();
    private List<WalFault> locations = List.of();
    private @Nullable String slot = "reserved";
    private Optional<Duration> rpo = Optional.of(Duration.ofSeconds(1));
    private @Nullable Duration objective = OBJECTIVE;
    private Optional<WalContinuity.Gap> gap = Optional.empty();

    @Test
    void isHealthyWithinTheObjective() {
        assertThat(judge()).isEqualTo(new JudgeWal.Verdict(State.HEALTHY, null));
    }

    @Test
    void cannotTellWhileTheSourceDoesNotAnswerHoweverFineItLooked() {
        reachable = false;
        source = Optional.of(FAULT);
        assertThat(judge()).isEqualTo(new JudgeWal.Verdict(State.UNKNOWN, "It broke. Mend it."));
    }

    @Test
    void isDownBeyondTheObjectiveAndSaysWhy() {
        rpo = Optional.of(Duration.ofSeconds(9));
        receiver = Optional.of(FAULT);
        assertThat(judge().state()).isEqualTo(State.DOWN);
        assertThat(judge().reason())
                .isEqualTo("The recovery point is 9 s old, the objective is 5 s. It broke. Mend it.");
    }

    @Test
    void onlyWarnsOfALateRecoveryPointWhereNoneWasPromised() {
        objective = null;
        rpo = Optional.of(Duration.ofMinutes(2));
        assertThat(judge().state()).isEqualTo(State.WARNING);
    }

    @Test
    void warnsOfWhatWillBecomeTrouble() {
        locations = List.of(FAULT);
        assertThat(judge().state()).isEqualTo(State.WARNING);
        locations = List.of();
        slot = "unreserved";
        assertThat(judge().reason()).contains("about to give up the replication slot");
        slot = "reserved";
        gap = Optional.of(new WalContinuity.Gap(Lsn.parse("0/1000000"), Lsn.parse("0/3000000"), Instant.EPOCH));
        assertThat(judge().reason()).contains("0/1000000").contains("0/3000000");
    }

    @Test
    void doesNotCallItHealthyBeforeAnythingWasShipped() {
        rpo = Optional.empty();
        assertThat(judge().state()).isEqualTo(State.UNKNOWN);
        receiver = Optional.of(FAULT);
        assertThat(judge().state()).isEqualTo(State.DOWN);
    }

    private JudgeWal.Verdict judge() {
        return JudgeWal.judge(new JudgeWal.Findings(reachable, source, receiver, locations, slot, rpo, objective, gap));
    }
}
