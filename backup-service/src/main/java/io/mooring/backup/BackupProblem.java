package io.mooring.backup;

import io.mooring.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every error of this service's own. Codes are part of the API: they never change their meaning. */
public enum BackupProblem implements Problem {
    UNKNOWN_PLAN("unknown-plan", HttpStatus.NOT_FOUND, "There is no such plan"),
    PLAN_DISABLED("plan-disabled", HttpStatus.CONFLICT, "The plan is disabled"),
    PLAN_ALREADY_RUNNING("plan-already-running", HttpStatus.CONFLICT, "The plan is being backed up already"),
    QUEUE_FULL("queue-full", HttpStatus.SERVICE_UNAVAILABLE, "Too many runs wait already"),
    UNKNOWN_RUN("unknown-run", HttpStatus.NOT_FOUND, "There is no such run"),
    RUN_ALREADY_FINISHED("run-already-finished", HttpStatus.CONFLICT, "The run is over"),
    NO_WAL("no-wal", HttpStatus.NOT_FOUND, "The plan does not receive WAL"),
    NOTHING_TO_VERIFY("nothing-to-verify", HttpStatus.CONFLICT, "There is no such copy to verify"),
    ALREADY_BEING_VERIFIED("already-being-verified", HttpStatus.CONFLICT, "The backup is being verified already"),
    UNKNOWN_VERIFICATION("unknown-verification", HttpStatus.NOT_FOUND, "There is no such verification"),
    VERIFICATION_OVER("verification-over", HttpStatus.CONFLICT, "The verification is over"),
    NO_BACKUP("no-backup", HttpStatus.NOT_FOUND, "There is no such backup"),
    NOT_HELD("not-held", HttpStatus.CONFLICT, "The backup is under no hold"),
    UNKNOWN_PURGE("unknown-purge", HttpStatus.NOT_FOUND, "There is no such purge"),
    NOTHING_TO_PURGE("nothing-to-purge", HttpStatus.CONFLICT, "Nothing of it may go"),
    PURGE_WRONG_STATE("purge-wrong-state", HttpStatus.CONFLICT, "The purge is not where this can be done"),
    PURGE_GOING_ON("purge-going-on", HttpStatus.CONFLICT, "Another purge of the plan goes on"),
    UNKNOWN_DRILL("unknown-drill", HttpStatus.NOT_FOUND, "There is no such drill"),
    DRILL_GOING_ON("drill-going-on", HttpStatus.CONFLICT, "A drill of the plan goes on already"),
    DRILL_WRONG_STATE("drill-wrong-state", HttpStatus.CONFLICT, "The drill is not where this can be done"),
    OWN_DRILL("own-drill", HttpStatus.FORBIDDEN, "Another person must decide about the drill"),
    NO_MANIFEST("no-manifest", HttpStatus.NOT_FOUND, "The run has no manifest"),
    UNKNOWN_RESTORE("unknown-restore", HttpStatus.NOT_FOUND, "There is no such restore"),
    NO_RESTORE_KEY("no-restore-key", HttpStatus.CONFLICT, "This instance cannot open backups"),
    RESTORE_NOT_POSSIBLE("restore-not-possible", HttpStatus.UNPROCESSABLE_CONTENT, "This cannot be restored so"),
    RESTORE_TARGET_TAKEN("restore-target-taken", HttpStatus.CONFLICT, "The name is taken"),
    RESTORE_TARGET_MISSING("restore-target-missing", HttpStatus.CONFLICT, "There is no such database to replace"),
    RESTORE_TARGET_BUSY("restore-target-busy", HttpStatus.CONFLICT, "Another restore goes there"),
    RESTORE_TARGET_UNUSABLE("restore-target-unusable", HttpStatus.CONFLICT, "The server cannot be restored to"),
    RESTORE_WRONG_STATE("restore-wrong-state", HttpStatus.CONFLICT, "The restore is not where this can be done"),
    OWN_REQUEST("own-request", HttpStatus.FORBIDDEN, "Another person must decide");

    private final String code;
    private final HttpStatus status;
    private final String title;

    BackupProblem(String code, HttpStatus status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
