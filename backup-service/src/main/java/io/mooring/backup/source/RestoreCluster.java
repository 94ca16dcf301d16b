package io.mooring.backup.source;

import java.util.List;

/** The commands that bring a cluster back with stock tools, to its newest or to a given time. A test runs exactly these. */
final class RestoreCluster {

    private RestoreCluster() {}

    static List<String> commands() {
        return List.of(
                "mkdir -m 700 \"$RESTORE_TO\"",
                "for part in data.*.zst.pgp; do gpg --batch --quiet --decrypt \"$part\" || exit 1; done"
                        + " | zstd --decompress --stdout | tar --extract --no-same-owner --directory=\"$RESTORE_TO\"",
                "pg_verifybackup \"$RESTORE_TO\"",
                FETCH,
                SETTINGS);
    }

    /** PostgreSQL asks for each file by name; of a segment that was still being filled the newest state is taken. */
    private static final String FETCH = """
            cat > "$RESTORE_TO/fetch-wal" <<END
            #!/bin/bash
            # Called by PostgreSQL: fetch-wal FILE TARGET
            set -euo pipefail
            export GNUPGHOME='${GNUPGHOME:-$HOME/.gnupg}'
            from='$(cd "${WAL_FROM:-../wal}" && pwd)'
            object="\\$from/\\$1.zst.pgp"
            if [[ ! -e \\$object ]]; then
                object=\\$(compgen -G "\\$from/\\$1.*.partial.zst.pgp" | sort | tail -n 1)
            fi
            gpg --batch --quiet --decrypt "\\$object" | zstd --decompress --stdout --quiet > "\\$2.part"
            mv "\\$2.part" "\\$2"
            END""";

    /** Z is turned into +00: the setting is read before PostgreSQL knows abbreviations of zones. */
    private static final String SETTINGS = """
            cat >> "$RESTORE_TO/postgresql.auto.conf" <<END
            restore_command = 'bash fetch-wal %f %p'
            hot_standby = off
            recovery_target_timeline = 'latest'
            recovery_target_action = 'promote'
            ${RESTORE_TIME:+recovery_target_time = '${RESTORE_TIME/%Z/+00}'}
            END
            touch "$RESTORE_TO/recovery.signal\"""";

    static List<String> notes(ClusterFacts facts) {
        return List.of(
                "Run the commands as the user that is to run PostgreSQL, in a folder that holds all objects of this backup, with RESTORE_TO set to the full path of a new data"
                        + " folder, and the plan's folder 'wal' beside this one (or WAL_FROM set to it).",
                "Set RESTORE_TIME, with its time zone, to recover to that time (such as '2026-01-31 12:00:00+00'); without it, to the"
                        + " newest. A time beyond the stored WAL fails: 'recovery ended before configured recovery target was reached'.",
                "Then start PostgreSQL " + facts.major()
                        + " on that folder, as a user who may read the objects and use the private key:"
                        + " it takes connections once it has recovered.",
                "Afterwards take fetch-wal and the added lines of postgresql.auto.conf out, and take a new base backup.");
    }
}
