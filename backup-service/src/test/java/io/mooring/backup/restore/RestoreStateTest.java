package io.mooring.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mooring.backup.run.RunFailure;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoreStateTest {

    private static final Instant NOON = RestoresContract.NOON;

    @ParameterizedTest
    @EnumSource(RestoreState.class)
    void isSpeltAsItIsRead(RestoreState state) {
        assertThat(RestoreState.of(state.word())).contains(state);
    }

    @ParameterizedTest
    @EnumSource(RestoreState.class)
    void allowsOnlyWhatFollows(RestoreState state) {
        for (RestoreState other : RestoreState.values()) {
            if (state.next().contains(other)) {
                assertThat(state.to(other)).isEqualTo(other);
            } else {
                assertThatIllegalStateException().isThrownBy(() -> state.to(other));
            }
        }
        assertThat(state.isOver())
                .isEqualTo(Arrays.asList(
                                RestoreState.COMPLETED,
                                RestoreState.FAILED,
                                RestoreState.REFUSED,
                                RestoreState.EXPIRED,
                                RestoreState.CANCELLED,
                                RestoreState.UNDONE)
                        .contains(state));
    }

    @Test
    void onlyALiveDatabaseNeedsAnotherPerson() {
        assertThat(requested(RestoreTargetKind.LIVE_DATABASE).state()).isEqualTo(RestoreState.AWAITING_APPROVAL);
        assertThat(requested(RestoreTargetKind.NEW_DATABASE).state()).isEqualTo(RestoreState.QUEUED);
        assertThat(requested(RestoreTargetKind.FOLDER).state()).isEqualTo(RestoreState.QUEUED);
    }

    @Test
    void whatIsOverCannotBeApprovedOrCancelled() {
        Restore failed = requested(RestoreTargetKind.NEW_DATABASE)
                .started(NOON)
                .failed(new RunFailure("no-space", "Full.", ""), NOON);

        assertThatIllegalStateException().isThrownBy(() -> failed.approved("bob", NOON));
        assertThatIllegalStateException().isThrownBy(() -> failed.cancelled("bob", NOON));
        assertThatIllegalStateException().isThrownBy(() -> failed.started(NOON));
    }

    @Test
    void aRestoreThatReplacedNothingAwaitsNothing() {
        Restore completed =
                requested(RestoreTargetKind.NEW_DATABASE).started(NOON).completed(RestoreProgress.NONE, null, NOON);

        assertThat(completed.awaitsConfirmation()).isFalse();
    }

    @Test
    void namesFitIntoWhatPostgresTakesAndTellRestoresApart() {
        String longest = "ä".repeat(31);
        String working = DatabaseNames.working(longest, "01a1fdaf-269f-7757-9872-fc871a137ab7");

        assertThat(working.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(working).endsWith("__restoring_1a137ab7");
        assertThat(DatabaseNames.isName(longest)).isTrue();
        assertThat(DatabaseNames.isName(longest + "ää")).isFalse();
        assertThat(DatabaseNames.isName("a\"b")).isFalse();
        assertThat(DatabaseNames.isName("template1")).isFalse();
    }

    private static Restore requested(RestoreTargetKind kind) {
        return Restore.requested("a", RestoresContract.request("shop", kind), NOON);
    }
}
