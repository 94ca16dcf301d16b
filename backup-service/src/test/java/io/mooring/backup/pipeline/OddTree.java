package io.mooring.backup.pipeline;

import java.nio.file.Path;
import java.util.Map;

/** A folder with everything that makes file trees hard, made by the shell: Java cannot name some of it. */
public final class OddTree {

    private OddTree() {}

    public static void fill(Path root) {
        sh(root, """
                umask 022
                printf hello > small; : > empty
                head -c 6000000 /dev/urandom > random
                head -c 3000000 /dev/urandom > doubled; cat doubled doubled doubled > folder-doubled
                seq 1 400000 > 'compresses well'
                mkdir -p a a/b a-b 'a b' sticky setgid closed loop
                printf x > a/b/file; printf y > a-b/file; printf z > a.file
                printf n > $'new\\nline'; printf t > $'tab\\t"quote'\\'''; printf d > ./-dash; printf s > 'trailing '
                printf l > $'caf\\xe9'; mkdir $'\\xff\\xfe'; printf l > $'\\xff\\xfe/\\xc3'; printf u > 'Zürich-東京'
                long=$(printf 'n%.0s' $(seq 1 250)); printf L > "$long"
                (for i in 1 2 3 4 5 6 7 8; do mkdir "d$long"; cd "d$long"; done; printf deep > "$long")
                ln -s small link; ln -s /nowhere/at/all dangling; ln -s . loop/self; ln -s $'caf\\xe9' $'link\\xe9'
                ln -s "$long$long" 'link to a long name'
                ln random 'a/b/hard link'; ln random "$long-2" 2>/dev/null || ln random a/second; ln empty a/empty2
                chmod 4755 small; chmod 0000 a.file; chmod 1777 sticky; chmod 2775 setgid; chmod 0555 closed
                printf 'written to a closed folder' > closed/file
                truncate -s 300M holes; printf begin | dd of=holes conv=notrunc status=none
                printf middle | dd of=holes bs=1 seek=150000000 conv=notrunc status=none
                truncate -s 40M 'only a hole'; head -c 200000 /dev/urandom > 'hole at the end'; truncate -s 9M 'hole at the end'
                truncate -s 5000000 'hole first'; printf end >> 'hole first'
                mkfifo pipe
                """);
        if (root()) {
            sh(root, "chown 12345:54321 small a/b; chown -h 77:88 link; chown 3000000:4000000 doubled");
        }
        sh(root, """
                touch -d '2001-02-03 04:05:06.123456789 UTC' random 'compresses well'
                touch -d '1969-12-31 23:59:59.5 UTC' small; touch -d '2300-01-01 UTC' empty; touch -d @7 doubled
                touch -h -d '1999-01-01 00:00:00.000000001 UTC' link
                touch -d '2010-01-01 00:00:00.25 UTC' a/b a .
                """);
    }

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Everything that a restore must bring back: type, mode, owner, size, time, link target, number of names, content. */
    public static String described(Path root) {
        return sh(root, """
                find . ! -type p ! -type d -printf '%p|%y|%m|%U|%G|%s|%T@|%l|%n\\0' | sort -z | tr '\\0\\n' '\\n?'
                find . -type d -printf '%p|%m|%U|%G|%T@\\0' | sort -z | tr '\\0\\n' '\\n?'
                find . -type f -print0 | sort -z | xargs -0 sha256sum -z | tr '\\0\\n' '\\n?'
                find . -type f -links +1 -printf '%i %p\\0' | sort -z | awk -v RS='\\0' '{ i = $1; $1 = ""; all[i] = all[i] $0 }
                  END { for (i in all) print all[i] }' | sort
                """);
    }

    /** Bytes that files really take. */
    static long allocated(Path file) {
        return Long.parseLong(sh(file.getParent(), "stat -c %b '" + file.getFileName() + "'")
                        .strip())
                * 512;
    }

    static String sh(Path folder, String script) {
        return Shell.bash(script, folder, Map.of("TZ", "UTC")).succeeded();
    }
}
