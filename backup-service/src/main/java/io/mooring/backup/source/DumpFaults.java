package io.mooring.backup.source;

import java.util.List;

/** Makes sense of how pg_dump ended: by its exit code when a signal ended it, else by what it wrote to stderr. */
final class DumpFaults {

    /** The shell's convention, which Java's Process follows on Linux: 128 and the signal's number. */
    private static final int SIGNALLED = 128;

    private static final int SIGKILL = 9;

    private record Symptom(String words, SourceFault fault, String remedy) {}

    // pg_dump's own words with LC_ALL=C; the server's follow its lc_messages, so the first match decides and the rest
    // is general.
    private static final List<Symptom> SYMPTOMS = List.of(
            new Symptom(
                    "server version mismatch",
                    SourceFault.VERSION_MISMATCH,
                    "Install the server's version of pg_dump."),
            new Symptom(
                    "password authentication failed",
                    SourceFault.REFUSED,
                    "Check the plan's user and password, and pg_hba.conf on the server."),
            new Symptom(
                    "no pg_hba.conf entry",
                    SourceFault.REFUSED,
                    "Let this host and user in by pg_hba.conf on the server."),
            new Symptom("does not exist", SourceFault.REFUSED, "Check the plan's database and user."),
            new Symptom(
                    "permission denied for large object",
                    SourceFault.REFUSED,
                    "pg_read_all_data does not cover large objects: GRANT SELECT ON LARGE OBJECT, or back up as their owner."),
            new Symptom(
                    "permission denied",
                    SourceFault.REFUSED,
                    "GRANT pg_read_all_data to the plan's user, or back up as owner."),
            new Symptom(
                    "lock timeout",
                    SourceFault.DUMP_FAILED,
                    "Somebody holds an exclusive lock (ALTER, TRUNCATE, VACUUM FULL): see pg_stat_activity, then start again."),
            new Symptom(
                    "server closed the connection unexpectedly",
                    SourceFault.UNREACHABLE,
                    "The server ended or cut the connection: its log says why."),
            new Symptom(
                    "terminating connection",
                    SourceFault.UNREACHABLE,
                    "The server ended or cut the connection: its log says why."),
            new Symptom(
                    "connection to server",
                    SourceFault.UNREACHABLE,
                    "Check that the server runs, that the address is right and that a firewall lets this host through."));

    private DumpFaults() {}

    static SourceFailure of(PostgresSource source, int exit, String stderr) {
        if (exit > SIGNALLED) {
            return killed(exit - SIGNALLED);
        }
        String last = complaint(stderr);
        for (Symptom symptom : SYMPTOMS) {
            if (stderr.contains(symptom.words())) {
                return new SourceFailure(
                        symptom.fault(),
                        "The dump of \"%s\" on %s failed. pg_dump said: %s"
                                .formatted(source.database(), DatabaseFaults.where(source), last),
                        symptom.remedy());
            }
        }
        return new SourceFailure(
                SourceFault.DUMP_FAILED,
                "The dump failed. pg_dump ended with code " + exit + " and said: " + last,
                "Run pg_dump by hand with the plan's user to see more; the server's log has its side.");
    }

    private static SourceFailure killed(int signal) {
        return new SourceFailure(
                SourceFault.DUMP_KILLED,
                "The dump was cut off: pg_dump was killed by signal " + signal + ".",
                signal == SIGKILL
                        ? "Somebody killed it, or the kernel did for want of memory: see dmesg and the container's memory limit."
                        : "Something on this host ended it: see the system's log.");
    }

    /** The first complaint, not the last line: what follows is usually the query and its echo. */
    private static String complaint(String stderr) {
        return stderr.lines()
                .map(line -> line.replaceFirst("^pg_dump: (error: )?", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("warning:"))
                .findFirst()
                .orElse("nothing");
    }
}
