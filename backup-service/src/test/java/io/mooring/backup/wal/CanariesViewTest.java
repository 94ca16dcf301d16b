package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.wal.CanaryReport.State;
import io.mooring.backup.wal.RecoveryView.CanariesView;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CanariesViewTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final CanaryReport REFUSED = new CanaryReport(State.REFUSED, SINCE, "It said no.", "Ask.");

    @Test
    void tellsInWordsThatNoTimeCanBeProven() {
        assertThat(CanariesView.of(REFUSED, null))
                .isEqualTo(new CanariesView(
                        "refused",
                        SINCE,
                        "Restore tests cannot prove recovery to a time: the source has refused canaries since 2026-01-01T00:00:00Z."
                                + " It said no.",
                        "Ask."));
    }

    @Test
    void knowsNothingOfNowWhereNobodyTellsAnyMore() {
        CanariesView view = CanariesView.of(REFUSED, SINCE.plusSeconds(60));
        assertThat(view.state()).isEqualTo("unknown");
        assertThat(view.reason())
                .contains("is not known")
                .contains("since 2026-01-01T00:01:00Z")
                .endsWith("It said no.");
        assertThat(CanariesView.of(CanaryReport.COMMITTED, SINCE).state()).isEqualTo("unknown");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void saysWhyWhereverItIsNotCommitted(State state) {
        CanariesView view = CanariesView.of(new CanaryReport(state, null, null, null), null);
        assertThat(view.reason() == null).isEqualTo(state == State.COMMITTED);
    }
}
