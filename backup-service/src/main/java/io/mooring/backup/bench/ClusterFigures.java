package io.mooring.backup.bench;

import java.io.PrintStream;

/** What each way of copying the server took and stored. */
record ClusterFigures(Figures ours, Figures tarred, Figures plain, Figures pgBackRest, boolean withPgBackRest) {

    static ClusterFigures of(boolean withPgBackRest) {
        return new ClusterFigures(
                new Figures("mooring, whole"),
                new Figures("pg_basebackup -Ft -z, not encrypted"),
                new Figures("pg_basebackup to a folder, as it is"),
                new Figures("pgbackrest, zst, aes-256-cbc, without WAL"),
                withPgBackRest);
    }

    /** @param bytes of the server's files */
    void print(PrintStream out, long bytes) {
        out.println(ours.line(bytes));
        out.println(tarred.line(bytes));
        out.println(plain.line(bytes));
        if (withPgBackRest) {
            out.println(pgBackRest.line(bytes));
        }
        out.printf("speed against pg_basebackup -Ft -z: %.2f (goal 1.00)%n", ours.speedAgainst(tarred));
        out.printf("speed against pg_basebackup to a folder: %.2f%n", ours.speedAgainst(plain));
        if (withPgBackRest) {
            out.printf("speed against pgbackrest: %.2f (goal 1.00)%n", ours.speedAgainst(pgBackRest));
            out.printf("stored against pgbackrest: %.2f%n", ours.storedAgainst(pgBackRest));
        }
    }
}
