package io.mooring.backup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.verify.Verifications.VerificationFilter;
import io.mooring.backup.verify.VerifiedRuns.VerifiedRun;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Verifications} must do, and what {@link VerifiedRuns} makes of it. */
abstract class VerificationsContract {

    private static final Instant NOW = Checked.NOW;

    private Verifications store;
    private VerifiedRuns verified;
    private final String plan = "p-" + UUID.randomUUID();

    /** A store without verifications. */
    abstract Verifications empty();

    /** Has it note that a run's backup is let go. */
    abstract void letGo(String planId, String runId);

    @BeforeEach
    void startsEmpty() {
        store = empty();
        verified = new FindVerifiedRuns(store);
    }

    @Test
    void givesBackWhatWasAdded() {
        Verification queued = added(Checked.queued(plan, "r1", VerificationKind.CHECKSUMS));
        Verification other = added(Checked.restoreTestOf(plan, "r1", null));

        assertThat(store.find(queued.id()).block()).isEqualTo(queued);
        assertThat(store.find(other.id()).block()).isEqualTo(other);
        assertThat(store.find("nobody").block()).isNull();
    }

    @Test
    void givesBackEveryVerdictReasonAndMeasurement() {
        Verification queued = added(Checked.restoreTestOf(plan, "r1", "folder"));
        Verification running = queued.started(NOW);
        Verification over = Checked.failed(running);

        assertThat(store.change(queued, running).block()).isTrue();
        assertThat(store.change(running, over).block()).isTrue();

        assertThat(store.find(queued.id()).block()).isEqualTo(over);
    }

    @Test
    void refusesAChangeOfWhatIsNoLongerSo() {
        Verification queued = added(Checked.queued(plan, "r1", VerificationKind.CHECKSUMS));
        Verification cancelled = queued.cancelled("ann", NOW);
        store.change(queued, cancelled).block();

        assertThat(store.change(queued, queued.started(NOW)).block()).isFalse();
        assertThat(store.find(queued.id()).block()).isEqualTo(cancelled);
    }

    @Test
    void listsNewestFirstByPlanRunAndKind() {
        Verification first = added(Checked.queued(plan, "r1", VerificationKind.CHECKSUMS));
        Verification second = added(Checked.queued(plan, "r2", VerificationKind.RESTORE_TEST));
        added(Checked.queued(plan + "-other", "r3", VerificationKind.CHECKSUMS));

        assertThat(ids(new VerificationFilter(plan, null, null, null, 10))).containsExactly(second.id(), first.id());
        assertThat(ids(new VerificationFilter(plan, null, null, second.id(), 10)))
                .containsExactly(first.id());
        assertThat(ids(new VerificationFilter(null, "r2", null, null, 10))).containsExactly(second.id());
        assertThat(ids(new VerificationFilter(plan, null, VerificationKind.CHECKSUMS, null, 10)))
                .containsExactly(first.id());
        assertThat(ids(new VerificationFilter(plan, null, null, null, 1))).containsExactly(second.id());
    }

    @Test
    void knowsWhatWasNeverVerified() {
        added(Checked.queued(plan, "r1", VerificationKind.CHECKSUMS));

        assertThat(store.neverVerified(List.of("r1", "r2"), VerificationKind.CHECKSUMS)
                        .collectList()
                        .block())
                .containsExactly("r2");
        assertThat(store.neverVerified(List.of("r1"), VerificationKind.RESTORE_TEST)
                        .collectList()
                        .block())
                .containsExactly("r1");
    }

    @Test
    void countsAsDoneOnlyWhatCameToAnAnswer() {
        Verification cancelled = added(Checked.queued(plan, "r1", VerificationKind.RESTORE_TEST));
        store.change(cancelled, cancelled.cancelled("ann", NOW.plusSeconds(9))).block();
        assertThat(store.lastDone(plan, VerificationKind.RESTORE_TEST).block()).isNull();

        Verification queued = added(Checked.queued(plan, "r1", VerificationKind.RESTORE_TEST));
        store.change(queued, Checked.failed(queued.started(NOW))).block();

        assertThat(store.lastDone(plan, VerificationKind.RESTORE_TEST).block()).isEqualTo(NOW.plusSeconds(60));
        assertThat(store.lastDone(plan, VerificationKind.CHECKSUMS).block()).isNull();
    }

    @Test
    void knowsNoVerifiedRunBeforeAnyWasVerified() {
        assertThat(verified.newestProven(plan).block()).isNull();
        assertThat(verified.newestVerified(plan).block()).isNull();
    }

    @Test
    void prefersAnOlderProvenRunToANewerReadOne() {
        note("1-old", "folder", 1, null, Verdict.PASSED);
        note("2-new", "folder", 2, Verdict.PASSED, null);

        assertThat(verified.newestVerified(plan).block())
                .extracting(VerifiedRun::runId)
                .isEqualTo("1-old");
        assertThat(verified.verified(plan).map(VerifiedRun::runId).collectList().block())
                .containsExactly("2-new", "1-old");
    }

    @Test
    void fallsBackToReReadRunsWhileNoneIsProven() {
        note("1-old", "folder", 1, Verdict.PASSED, null);
        note("2-new", "folder", 2, Verdict.PASSED, Verdict.FAILED);
        note("3-newest", "folder", 3, Verdict.FAILED, null);

        assertThat(verified.newestProven(plan).block()).isNull();
        assertThat(verified.newestVerified(plan).block())
                .extracting(VerifiedRun::runId, VerifiedRun::proven)
                .containsExactly("2-new", false);
    }

    @Test
    void aCopyThatWasDamagedAfterItsTestProvesNothing() {
        note("r", "folder", 1, Verdict.PASSED, Verdict.PASSED);
        assertThat(verified.newestProven(plan).block()).isNotNull();

        note("r", "folder", 1, Verdict.FAILED, null);

        assertThat(verified.newestProven(plan).block()).isNull();
        assertThat(verified.verified(plan).collectList().block()).isEmpty();
    }

    /** Its copies were good, and there are none any more. */
    @Test
    void whatIsLetGoProvesNothing() {
        note("1-old", "folder", 1, Verdict.PASSED, null);
        note("2-new", "folder", 2, Verdict.PASSED, Verdict.PASSED);
        assertThat(verified.newestProven(plan).block()).isNotNull();

        letGo(plan, "2-new");

        assertThat(verified.newestProven(plan).block()).isNull();
        assertThat(verified.newestVerified(plan).block())
                .extracting(VerifiedRun::runId)
                .isEqualTo("1-old");
        assertThat(store.verdicts(null).map(CopyVerdict::runId).collectList().block())
                .contains("1-old")
                .doesNotContain("2-new");
    }

    @Test
    void oneGoodCopyIsEnough() {
        note("r", "folder", 1, Verdict.FAILED, null);
        note("r", "bucket", 1, Verdict.PASSED, Verdict.PASSED);

        assertThat(verified.verified(plan).collectList().block())
                .extracting(VerifiedRun::runId)
                .containsExactly("r");
    }

    private void note(String run, String location, int day, @Nullable Verdict present, @Nullable Verdict intact) {
        store.note(new CopyVerdict(
                        run,
                        location,
                        plan,
                        NOW.plusSeconds(86_400L * day),
                        present,
                        present == null ? null : NOW,
                        intact,
                        intact == null ? null : NOW))
                .block();
    }

    private Verification added(Verification queued) {
        store.add(queued).block();
        return queued;
    }

    private List<String> ids(VerificationFilter filter) {
        return store.list(filter).map(Verification::id).collectList().block();
    }
}
