package io.mooring.backup.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerificationTest {

    private static final Finding GOOD = Finding.passed("good");
    private static final Finding BAD = Finding.failed("bad");
    private static final Finding OPEN = Finding.unknown("nobody knows");
    private static final Finding LEFT = Finding.skipped("not asked");

    @Test
    void oneBadAnswerFailsTheWhole() {
        assertThat(new Findings(GOOD, GOOD, GOOD, BAD).outcome()).isEqualTo(VerificationState.FAILED);
        assertThat(new Findings(OPEN, BAD, LEFT, LEFT).outcome()).isEqualTo(VerificationState.FAILED);
    }

    @Test
    void whatIsUnknownIsNeverPassed() {
        assertThat(new Findings(GOOD, OPEN, LEFT, LEFT).outcome()).isEqualTo(VerificationState.INCONCLUSIVE);
        assertThat(new Findings(LEFT, LEFT, LEFT, LEFT).outcome())
                .as("nothing was asked")
                .isEqualTo(VerificationState.INCONCLUSIVE);
    }

    @Test
    void goodAndSkippedAnswersPass() {
        assertThat(Findings.checksums(GOOD).outcome()).isEqualTo(VerificationState.PASSED);
    }

    @Test
    void tellsTheWorstFirst() {
        assertThat(new Findings(OPEN, GOOD, BAD, LEFT).troubles()).containsExactly(BAD, OPEN);
    }

    @ParameterizedTest
    @EnumSource(VerificationState.class)
    void leadsSomewhereExactlyUntilItIsOver(VerificationState state) {
        assertThat(state.isOver()).isEqualTo(state.next().isEmpty());
        assertThat(state.next()).doesNotContain(VerificationState.QUEUED);
    }

    @Test
    void staysAsItEnded() {
        Verification over = Checked.queued("p", "r", VerificationKind.CHECKSUMS).cancelled("ann", Checked.NOW);

        assertThatIllegalStateException().isThrownBy(() -> over.started(Checked.NOW));
    }

    @Test
    void keepsWhatWasReadWhenItIsBegunAgain() {
        Verification running =
                Checked.queued("p", "r", VerificationKind.CHECKSUMS).started(Checked.NOW);
        CopyReading half = new CopyReading("folder", Findings.NOT_YET, 4, 2, 400, 200, 0, java.util.List.of());

        Verification again = running.read(half).started(Checked.NOW.plusSeconds(60));

        assertThat(again.copy("folder")).contains(half);
        assertThat(again.startedAt()).isEqualTo(Checked.NOW);
    }
}
