package io.mooring.backup.source;

import java.time.Instant;
import java.util.List;

/** {@code docs/restore-without-mooring.md}: its commands are those that manifests print, from the same code. */
final class RestoreWithoutMooring {

    /** Stands in the commands where a manifest has its own backup's encoding. */
    private static final String ENCODING = "\"$ENCODING\"";

    private static final String GLOBALS = "globals.000001.sql.zst.pgp";

    private RestoreWithoutMooring() {}

    static String text() {
        return """
                # Restore without Mooring

                Everything that Mooring stores is restored with stock tools: `gpg`, `sha256sum`, `zstd`, `tar`, PostgreSQL's own, and `jq` to read
                the manifest (which is plain JSON: an editor will do). Nothing of Mooring need run, and its database need not exist.
                This page is generated from the code that prints the commands into manifests, and a test runs it as it stands here.

                ## What you need

                - The objects of the backup: everything under `<plan>/<run>/` of a bucket or folder, in a folder of their own. A folder without
                  `manifest.json` is not a backup.
                - The private key of one recipient (operations, or the offline escrow key), and the public key that signs manifests.

                ```bash keys
                gpg --batch --import "$PRIVATE_KEY" "$SIGNING_KEY"
                ```

                ## Any backup, by its own manifest

                The manifest holds the commands for exactly this backup: signature, checksums, then the restore. Set `RESTORE_TO` first
                (a new database's name, or a new folder's full path); `jq -r '.restore.notes[]' manifest.json` tells what else.

                ```bash any
                jq -r '.restore.commands[]' manifest.json > restore.sh
                bash -euo pipefail restore.sh
                ```

                If the manifest itself is lost, the objects still decrypt: the following sections say how, one after the other, for each kind of
                source (`.source.kind` in the manifest).

                ## Check before you restore

                OpenPGP's integrity code comes after the plaintext, so check the signature over the manifest and the SHA-256 of every
                object first.

                ```bash check
                gpg --batch --verify manifest.json.sig manifest.json
                jq -r '.data | .chunks + (.attached // []) | .[] | .sha256 + "  " + .name' manifest.json | sha256sum --check --quiet
                ```

                ## A database (`postgres`)

                The chunks, decrypted, decompressed and joined in order, are the output of `pg_dump -Fc`. `PGHOST`, `PGPORT`, `PGUSER` and
                `PGPASSWORD` say where to; `RESTORE_TO` is the name of a new database.

                Roles and tablespaces belong to the server and not to the database, so they are an object of their own: the output of
                `pg_dumpall --globals-only` (`.globals` in the manifest says whether they are there, and whether with passwords). Look at them first:

                ```bash globals
                %s
                ```

                With `RESTORE_ROLES=yes` they are created before the database, and owners and rights are restored; without it everything
                belongs to `PGUSER`. Each role that the server has already is told as an error and **gets the attributes and the password of the
                source**: on a server that is in use, create by hand what is missing. Where the manifest has no `.globals.object`, leave out the
                line with it.

                ```bash database
                ENCODING=$(jq -r .source.encoding manifest.json)
                %s
                ```

                In parallel, which is faster from some gigabytes on, and with single tables (`--table`) where wanted:

                ```bash parallel
                for part in data.*.zst.pgp; do gpg --batch --quiet --decrypt "$part" || exit 1; done | zstd --decompress --stdout > dump
                createdb --template=template0 --encoding="$(jq -r .source.encoding manifest.json)" "$RESTORE_TO"
                pg_restore --jobs=4 --exit-on-error --no-owner --no-privileges --dbname="$RESTORE_TO" dump
                ```

                Then compare the content: the manifest has each table's rows and hash, and the statement that computes them. No output
                means that all of them are equal.

                ```bash compare
                jq -r '(.content.settings[] + ";"), .content.tables[].sql' manifest.json > check.sql
                diff <(jq -r '.content.tables[] | "\\(.rows)|\\(.hash)"' manifest.json) \\
                    <(psql -qAtX -v ON_ERROR_STOP=1 -d "$RESTORE_TO" -f check.sql | cut -d'|' -f1,2)
                ```

                ## A whole server, to any time (`cluster`)

                (With Mooring: a restore of the kind `new-cluster` does all this, and checks each piece of WAL before it is replayed.)

                `RESTORE_TO` is the full path of a new data folder; the plan's WAL lies in `<plan>/wal/` and belongs beside this backup's
                folder (or `WAL_FROM` says where). `RESTORE_TIME`, with its time zone, is the time to recover to; without it, the newest.

                ```bash cluster
                %s
                ```

                Before that, check the WAL: PostgreSQL takes the first bad piece for the log's end, and whoever can write to the location could have put
                in or taken out some. Parts of a signed index lie beside it (`index.000001.sha256` and so on, where manifests are signed); each names
                the one before it. `SIGNING_KEY` is the public key that signs manifests.

                ```bash wal
                %s
                ```

                It ends with an error that names what is false or missing of the WAL that this backup needs. What was stored after the last line's time
                is in no part yet (at most some minutes, or 64 segments), and so is a segment that is still being filled: of these nobody can tell.

                Then start PostgreSQL of the same major version on that folder: it takes connections once it has recovered.

                ## Files and configuration (`files`, `configuration`)

                Their manifests print the commands that put the tree together again, from this run's objects and those of former runs of its
                chain that it refers to (`.references`): fetch these into `../<their run>/` first, then run the manifest's commands as above.
                As root they bring back owners, ACLs and extended attributes; as anybody else, of these, the ACLs.
                """.formatted(
                        RestoreDatabase.read(GLOBALS),
                        joined(RestoreDatabase.commands(anyDatabase(), GLOBALS)),
                        joined(RestoreCluster.commands()),
                        CheckWal.command());
    }

    /** The commands of a section's block. */
    static String block(String page, String name) {
        String from = "```bash " + name + "\n";
        int start = page.indexOf(from) + from.length();
        return page.substring(start, page.indexOf("\n```", start));
    }

    private static String joined(List<String> commands) {
        return String.join("\n", commands);
    }

    private static SnapshotFacts anyDatabase() {
        return new SnapshotFacts("", "", Instant.EPOCH, "15", 15, ENCODING, 0, true, List.of());
    }
}
