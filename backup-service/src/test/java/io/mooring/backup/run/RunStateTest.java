package io.mooring.backup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mooring.backup.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateTest {

    private static final MadeBackup WHOLE = new MadeBackup("run", true, List.of());

    @ParameterizedTest
    @CsvSource({
        "QUEUED, RUNNING|CANCELLED",
        "RUNNING, COMPLETED|PARTIAL|FAILED|CANCELLED",
        "COMPLETED, ''",
        "PARTIAL, PARTIAL|COMPLETED",
        "FAILED, ''",
        "CANCELLED, ''"
    })
    void becomesTheseAndNoOthers(RunState from, String allowed) {
        for (RunState to : RunState.values()) {
            if (List.of(allowed.split("\\|")).contains(to.name())) {
                assertThat(from.to(to)).isEqualTo(to);
            } else {
                assertThatIllegalStateException()
                        .isThrownBy(() -> from.to(to))
                        .withMessage("a run that is " + from.word() + " does not become " + to.word());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void hasABackupOnlyWhenItIsOver(RunState state) {
        assertThat(state.hasBackup() && !state.isOver()).isFalse();
    }

    @Test
    void isPartialWhenACopyFailed() {
        BackupRun run = Runs.running("shop");
        List<RunCopy> copies = List.of(
                run.copies().getFirst().stored(9), run.copies().getLast().failed("it is full"));

        BackupRun ended = run.completed(RunProgress.NONE, copies, WHOLE, Runs.NOW);

        assertThat(ended.state()).isEqualTo(RunState.PARTIAL);
        assertThat(ended.lease()).isNull();
    }

    @Test
    void isPartialWhenSomethingCouldNotBeRead() {
        BackupRun run = Runs.running("uploads");
        List<RunCopy> stored = run.copies().stream().map(copy -> copy.stored(1)).toList();
        Manifest manifest = Runs.treeManifest(run, new Manifest.Files(9, 2, 0, 100, 1, 3, 1, null));

        BackupRun ended = run.completed(RunProgress.NONE, stored, MadeBackup.of(manifest), Runs.NOW);

        assertThat(ended.state()).isEqualTo(RunState.PARTIAL);
        assertThat(ended.chainId()).isEqualTo(run.id());
        assertThat(ended.remarks())
                .hasSize(3)
                .first()
                .asString()
                .isEqualTo("3 files and folders could not be read and are not in the backup; the log of backup-service"
                        + " names them.");
    }

    @Test
    void isPartialWhenAnAttributeCouldNotBeRead() {
        BackupRun run = Runs.running("uploads");
        List<RunCopy> stored = run.copies().stream().map(copy -> copy.stored(1)).toList();
        Manifest.Attributes attributes = new Manifest.Attributes(2, 3, 1, "ab".repeat(32));
        Manifest manifest = Runs.treeManifest(run, new Manifest.Files(9, 2, 0, 100, 0, 0, 0, attributes));

        BackupRun ended = run.completed(RunProgress.NONE, stored, MadeBackup.of(manifest), Runs.NOW);

        assertThat(ended.state()).isEqualTo(RunState.PARTIAL);
        assertThat(ended.remarks())
                .containsExactly("1 extended attribute or ACL could not be read and are not in the backup; the log of"
                        + " backup-service names them.");
    }

    @Test
    void isCompleteWhenFilesOnlyChangedWhileTheyWereRead() {
        BackupRun run = Runs.running("uploads");
        List<RunCopy> stored = run.copies().stream().map(copy -> copy.stored(1)).toList();
        Manifest manifest = Runs.treeManifest(run, new Manifest.Files(9, 2, 0, 100, 1, 0, 0, null));

        BackupRun ended = run.completed(RunProgress.NONE, stored, MadeBackup.of(manifest), Runs.NOW);

        assertThat(ended.state()).isEqualTo(RunState.COMPLETED);
        assertThat(ended.remarks()).hasSize(1);
    }

    @Test
    void isNeverCompleteWithoutAStoredCopy() {
        BackupRun run = Runs.running("shop");
        List<RunCopy> none =
                run.copies().stream().map(copy -> copy.failed("it is full")).toList();

        assertThatIllegalArgumentException().isThrownBy(() -> run.completed(RunProgress.NONE, none, WHOLE, Runs.NOW));
    }

    @Test
    void keepsACopysOwnReasonWhenItFails() {
        BackupRun run = Runs.running("shop");
        List<RunCopy> told = List.of(
                run.copies().getFirst().failed("it is full"), run.copies().getLast());
        BackupRun failed = run.reporting(
                        new RunReport(io.mooring.backup.pipeline.Phase.DUMPING, RunProgress.NONE, told))
                .failed(RunFailure.serviceStopped(), Runs.NOW);

        assertThat(failed.copies())
                .extracting(RunCopy::problem)
                .containsExactly("It is full.", RunFailure.serviceStopped().message());
    }

    /** Whatever is tried in whatever order: a run ends once and stays what it was, but that missing copies may be made up. */
    @Property
    void endsOnceWhateverIsTried(@ForAll @Size(max = 12) List<RunState> tried) {
        BackupRun run = Runs.queued("shop");
        List<RunState> was = new ArrayList<>(List.of(run.state()));
        for (RunState next : tried) {
            try {
                run = become(run, next);
                was.add(run.state());
            } catch (IllegalStateException refused) {
                assertThat(run.state().next()).doesNotContain(next);
            }
        }
        List<RunState> ends = was.stream().filter(RunState::isOver).distinct().toList();
        assertThat(was.stream().filter(state -> !state.isOver())).doesNotHaveDuplicates();
        assertThat(ends.size() <= 1 || ends.equals(List.of(RunState.PARTIAL, RunState.COMPLETED)))
                .as("ended as %s", ends)
                .isTrue();
        assertThat(run.finishedAt() != null).isEqualTo(run.state().isOver());
    }

    private static BackupRun become(BackupRun run, RunState next) {
        return switch (next) {
            case QUEUED -> throw new IllegalStateException("nothing becomes queued");
            case RUNNING -> run.started(Runs.lease("a", Runs.NOW), Runs.NOW);
            case COMPLETED ->
                run.completed(
                        RunProgress.NONE,
                        run.copies().stream().map(copy -> copy.stored(1)).toList(),
                        WHOLE,
                        Runs.NOW);
            case PARTIAL ->
                run.completed(
                        RunProgress.NONE,
                        List.of(
                                run.copies().getFirst().stored(1),
                                run.copies().getLast().failed("full")),
                        WHOLE,
                        Runs.NOW);
            case FAILED -> run.failed(RunFailure.serviceStopped(), Runs.NOW);
            case CANCELLED -> run.cancelled("ada", Runs.NOW);
        };
    }
}
