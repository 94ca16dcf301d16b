package io.mooring.backup.rebuild;

import java.util.List;

/** Makes sense of how pg_restore ended: by its exit code when a signal ended it, else by its first complaint. */
final class RestoreFaults {

    /** The shell's convention, which Java's Process follows on Linux: 128 and the signal's number. */
    private static final int SIGNALLED = 128;

    private record Symptom(String words, RebuildFault fault, String remedy) {}

    // pg_restore's own words with LC_ALL=C; the server's follow its lc_messages, so what matches none is told as it is.
    private static final List<Symptom> SYMPTOMS = List.of(
            new Symptom(
                    "No space left on device",
                    RebuildFault.NO_SPACE,
                    "Free some space on the server's data disk, then start again."),
            new Symptom("could not extend file", RebuildFault.NO_SPACE, "Free some space on the server's data disk."),
            new Symptom(
                    "unsupported version",
                    RebuildFault.VERSION_MISMATCH,
                    "The pg_restore here is older than the pg_dump that made the backup: install a newer postgresql-client."),
            new Symptom(
                    "extension control file",
                    RebuildFault.RESTORE_FAILED,
                    "The backup uses an extension that this server does not have: install its package there."),
            new Symptom(
                    "is not available",
                    RebuildFault.RESTORE_FAILED,
                    "The backup uses something that this server does not have: install it there, or restore elsewhere."),
            new Symptom(
                    "must be superuser",
                    RebuildFault.TARGET_REFUSED,
                    "The backup holds something that only a superuser may make: use one as restore user."),
            new Symptom(
                    "permission denied",
                    RebuildFault.TARGET_REFUSED,
                    "Give the restore user more rights, or use a superuser."),
            new Symptom(
                    "unrecognized configuration parameter",
                    RebuildFault.VERSION_MISMATCH,
                    "The server is older than the one the backup is from: restore to the same version or a newer one."),
            new Symptom(
                    "server closed the connection unexpectedly",
                    RebuildFault.TARGET_UNREACHABLE,
                    "The server ended or cut the connection: its log says why. Then start again."),
            new Symptom(
                    "terminating connection",
                    RebuildFault.TARGET_UNREACHABLE,
                    "The server ended the connection: its log says why. Then start again."),
            new Symptom(
                    "connection to server",
                    RebuildFault.TARGET_UNREACHABLE,
                    "Check that the server runs and lets the restore user in."));

    private RestoreFaults() {}

    static RebuildFailure of(PgRestoreRun.Ended ended) {
        if (ended.exit() > SIGNALLED) {
            return new RebuildFailure(
                    RebuildFault.RESTORE_KILLED,
                    "pg_restore was killed by signal " + (ended.exit() - SIGNALLED) + ".",
                    "Somebody killed it, or the kernel did for want of memory: see dmesg and the container's memory limit.");
        }
        String complaint = complaint(ended.complaints());
        for (Symptom symptom : SYMPTOMS) {
            if (ended.complaints().contains(symptom.words())) {
                return new RebuildFailure(symptom.fault(), "pg_restore said: " + complaint, symptom.remedy());
            }
        }
        return new RebuildFailure(
                RebuildFault.RESTORE_FAILED,
                "pg_restore ended with code " + ended.exit() + " and said: " + complaint,
                "The server's log has its side; restore into a new database elsewhere to see whether it is the server.");
    }

    /** The first complaint and which entry of the archive it is about. */
    private static String complaint(String complaints) {
        String entry = first(complaints, "from TOC entry").replaceFirst(".*from TOC entry", "entry");
        String error = first(complaints, "rror:").replaceFirst("^pg_restore: (error: )?", "");
        return (error.isEmpty() ? "nothing" : error.strip()) + (entry.isEmpty() ? "" : " (" + entry.strip() + ")");
    }

    private static String first(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).findFirst().orElse("");
    }
}
