package io.mooring.backup.run;

/** Is told of backups that were just recorded as stored, or whose missing copy was. Whatever it does may be left out by a crash. */
@FunctionalInterface
public interface BackupStored {

    /** Blocking. Does not fail. */
    void stored(String runId);
}
