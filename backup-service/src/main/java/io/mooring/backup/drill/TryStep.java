package io.mooring.backup.drill;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.drill.DoStep.Result;
import io.mooring.backup.restore.ReadingKeys;
import io.mooring.backup.verify.RestoreTestReadiness;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks whether a step could be done, and does none: what a dry run does. */
@Component
final class TryStep {

    private final DoStep doStep;
    private final ReadingKeys keys;
    private final RestoreTestReadiness readiness;
    private final BackupSettings settings;

    TryStep(DoStep doStep, ReadingKeys keys, RestoreTestReadiness readiness, BackupSettings settings) {
        this.doStep = doStep;
        this.keys = keys;
        this.readiness = readiness;
        this.settings = settings;
    }

    Result look(Drill drill, ScenarioStep step, Chosen chosen) throws InterruptedException {
        return switch (step.action()) {
            case CHOOSE_BACKUP -> would(doStep.chooseBackup(drill, chosen), "Would take: ");
            case CHECK_LOCATIONS -> would(doStep.checkLocations(drill, chosen), "");
            case READ_AGAIN ->
                chosen.runId() == null
                        ? noBackup(chosen)
                        : ready(
                                chosen,
                                "Would read every object of " + chosen.runId() + " again, from every location.");
            case RESTORE_TEST -> restoreTest(chosen);
            case MEASURE -> ready(chosen, "Would compare what was measured with the objectives.");
            case PERSON -> person(step, chosen);
        };
    }

    private Result restoreTest(Chosen chosen) throws InterruptedException {
        if (chosen.runId() == null) {
            return noBackup(chosen);
        }
        if (keys.decryptionKey().isEmpty()) {
            return new Result(
                    StepOutcome.UNKNOWN,
                    "This instance has no private key (backup.restore-key); whether another one has cannot be seen from here.",
                    chosen);
        }
        Optional<String> trouble = readiness.trouble();
        return trouble.isPresent()
                ? new Result(StepOutcome.FAILED, trouble.get(), chosen)
                : ready(
                        chosen,
                        "Would restore " + chosen.runId() + " into a server that is thrown away, and compare it.");
    }

    private Result person(ScenarioStep step, Chosen chosen) {
        boolean runbook = settings.drills().runbook() != null;
        return ready(
                chosen,
                step.who() + " would do this"
                        + (step.dangerous() ? ", and confirm it because it cannot be taken back" : "")
                        + ". " + step.what()
                        + (runbook ? "" : " There is no runbook for it (backup.drills.runbook)."));
    }

    private static Result would(Result looked, String prefix) {
        return looked.outcome() == StepOutcome.DONE
                ? new Result(StepOutcome.READY, prefix + looked.words(), looked.chosen())
                : looked;
    }

    private static Result noBackup(Chosen chosen) {
        return new Result(StepOutcome.FAILED, "There is no backup to do it with.", chosen);
    }

    private static Result ready(Chosen chosen, String words) {
        return new Result(StepOutcome.READY, words, chosen);
    }
}
