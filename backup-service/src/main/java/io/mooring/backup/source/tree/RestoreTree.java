package io.mooring.backup.source.tree;

import io.mooring.backup.manifest.Manifest;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that bring a file tree back with stock tools. A test runs exactly these. */
final class RestoreTree {

    static final String LIST = "list";
    static final String NOTES = "notes.txt";

    private static final String TAR = "tar --extract --same-permissions --numeric-owner --directory=\"$RESTORE_TO\"";

    private RestoreTree() {}

    static List<String> commands(List<Manifest.Reference> references, Manifest.Attributes attributes) {
        String former = references.stream()
                .map(reference -> "../" + reference.runId() + "/" + reference.name())
                .collect(Collectors.joining("\n"));
        return List.of(
                "mkdir pieces && mkdir -p \"$RESTORE_TO\"",
                "shopt -s nullglob; { printf '%s\\n' data.*.zst.pgp tree.*.zst.pgp; cat <<'END'\n" + former + "\nEND\n}"
                        + " | while read -r part; do test -z \"$part\" || gpg --batch --quiet --decrypt \"$part\" </dev/null"
                        + " | zstd --decompress --stdout | tar --extract --no-same-owner --directory=pieces || exit 1; done",
                "(cd pieces && xargs -0 cat < " + LIST + ") | "
                        + (attributes.values() == 0
                                ? "LC_ALL=C " + TAR
                                : "{ keep=(--acls); test \"$(id -u)\" -ne 0 || keep+=(--xattrs '--xattrs-include=*'); LC_ALL=C "
                                        + TAR + " \"${keep[@]}\"; }"),
                "cat pieces/" + NOTES,
                "rm -r pieces");
    }

    static List<String> notes(List<Manifest.Reference> references) {
        return List.of(
                "Run the commands as root, to get owners and extended attributes back, in the folder of this run, with RESTORE_TO set to the absolute path"
                        + " of a folder, best an empty one.",
                references.isEmpty()
                        ? "This run is complete by itself."
                        : "This run refers to objects of former runs: keep their folders beside this one, as they are in the"
                                + " location.",
                "pieces needs as much space as the tree's content. " + NOTES
                        + " tells which files changed while they were"
                        + " read, which could not be read and which were left out.",
                "To restore some files only, add their paths to the last tar, beginning with ./ as tar --list shows them.");
    }
}
