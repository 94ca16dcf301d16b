package io.mooring.backup.run;

import io.mooring.backup.Sentence;
import io.mooring.backup.pipeline.BackupFailure;
import java.util.Locale;

/**
 * Why there is no backup.
 *
 * @param code stable, kebab-case
 * @param message what happened, in whole sentences, no secret in it
 * @param remedy what to do about it, in whole sentences; empty when there is nothing
 */
public record RunFailure(String code, String message, String remedy) {

    public RunFailure {
        if (code.isBlank() || message.isBlank()) {
            throw new IllegalArgumentException("a failure needs a code and words");
        }
        message = Sentence.of(message);
        remedy = Sentence.of(remedy);
    }

    static RunFailure of(BackupFailure failure) {
        String code = failure.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new RunFailure(code, String.valueOf(failure.getMessage()), failure.remedy());
    }

    /** The process died: its lease ran out and no location has a complete copy. */
    static RunFailure serviceStopped() {
        return new RunFailure(
                "service-stopped",
                "The backup service stopped while this backup was running; nothing of it is kept.",
                "Start it again.");
    }

    /** The process was asked to end and stopped its runs in order. */
    static RunFailure serviceShutDown() {
        return new RunFailure(
                "service-stopped",
                "The backup service was shut down while this backup was running; nothing of it is kept.",
                "Start it again.");
    }

    /** The lease could not be renewed: going on would have been writing without the right to. */
    static RunFailure databaseLost() {
        return new RunFailure(
                "own-database-unreachable",
                "The backup service could not reach its own database for too long and stopped this backup; nothing of it is"
                        + " kept.",
                "Look why the database of backup-service was away, then start the backup again.");
    }

    static RunFailure planGone(String why) {
        return new RunFailure(
                "plan-not-usable", why, "Correct the plan in backup-service.yml and restart backup-service.");
    }

    static RunFailure internal(Throwable cause) {
        return new RunFailure(
                "internal",
                "The backup service made a mistake: " + cause.getClass().getSimpleName() + ".",
                "Look for the run's id in the log of backup-service and report it.");
    }

    static RunFailure cancelled(String by) {
        return new RunFailure("cancelled", "Cancelled by " + by + "; nothing of it is kept.", "");
    }
}
