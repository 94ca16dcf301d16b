package io.mooring.backup.bench;

import io.mooring.backup.manifest.Manifest;
import java.io.PrintStream;

/** What each way of backing the tree up took and stored. */
record IncrementalFigures(
        Figures full, Figures ours, Figures resticFull, Figures resticNext, Figures whole, boolean withRestic) {

    static IncrementalFigures of(boolean withRestic) {
        return new IncrementalFigures(
                new Figures("mooring, the first, of a fresh Java"),
                new Figures("mooring, 1 % changed"),
                new Figures("restic backup, the first"),
                new Figures("restic backup, 1 % changed"),
                new Figures("tar | zstd -1 | gpg, always the whole"),
                withRestic);
    }

    /**
     * @param bytes of the tree
     * @param newest a run with 1 % changed
     */
    void print(PrintStream out, long bytes, Manifest newest) {
        out.println(full.line(bytes));
        out.println(ours.line(bytes));
        if (withRestic) {
            out.println(resticFull.line(bytes));
            out.println(resticNext.line(bytes));
        }
        out.println(whole.line(bytes));
        description(out, newest);
        if (withRestic) {
            out.printf("speed against restic backup, the first: %.2f%n", full.speedAgainst(resticFull));
            out.printf("speed against restic backup, 1 %% changed: %.2f (goal 1.00)%n", ours.speedAgainst(resticNext));
            out.printf(
                    "stored against restic backup, 1 %% changed: %.2f (goal at most 1.10)%n",
                    ours.storedAgainst(resticNext));
        }
        out.printf("speed against tar | zstd | gpg: %.2f%n", ours.speedAgainst(whole));
        out.printf("stored against tar | zstd | gpg: %.4f%n", ours.storedAgainst(whole));
    }

    /** Names, times, owners and the names of the pieces travel whole each time. */
    private static void description(PrintStream out, Manifest newest) {
        long content =
                newest.data().chunks().stream().mapToLong(Manifest.Chunk::bytes).sum();
        long description = newest.data().storedBytes() - content;
        long files = newest.files() == null ? 1 : newest.files().files();
        out.printf(
                "of the newest run %.2f MiB are content and %.2f MiB the description of the whole tree, %.0f bytes a file%n",
                Figures.mebibytes(content), Figures.mebibytes(description), (double) description / files);
    }
}
