package io.mooring.backup.source;

/** The command that checks a cluster's WAL against the signed index beside it, with stock tools. A test runs exactly this. */
final class CheckWal {

    private CheckWal() {}

    /** After the base backup was unpacked: its label says where the WAL begins that it needs. */
    static String command() {
        return """
                gpg --batch --yes --dearmor --output signers.gpg "$SIGNING_KEY"
                keys=$PWD/signers.gpg
                first=$(sed -n 's/^START WAL LOCATION.*(file \\([0-9A-F]*\\)).*/\\1/p' "$RESTORE_TO/backup_label")
                cd "${WAL_FROM:-../wal}"
                previous=
                for part in index.*.sha256; do
                    gpgv --quiet --keyring "$keys" "$part.sig" "$part" || exit 1
                    if [[ -n $previous ]] && ! grep --quiet --line-regexp "# previous $previous" "$part"; then
                        echo "$part does not follow the part before it" >&2
                        exit 1
                    fi
                    previous=$(sha256sum < "$part" | cut -d' ' -f1)
                done
                sed '/^#/d' index.*.sha256 \\
                    | awk -v first="${first:8:16}" 'length($2) < 32 || substr($2, 9, 16) >= first' \\
                    | sha256sum --check --quiet --strict || exit 1
                grep '^# written' "$part"\
                """;
    }
}
