package io.mooring.backup.source;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The end of pg_basebackup's tar. To standard output its backup manifest comes last, and the manifest's last part but its own checksum
 * is which WAL the copy needs (PostgreSQL manual, "Backup Manifest Format").
 */
final class ClusterTail {

    private static final int KEPT = 64 * 1024;
    private static final Pattern RANGE = Pattern.compile(
            "\"Timeline\":\\s*(\\d+),\\s*\"Start-LSN\":\\s*\"([0-9A-F]+/[0-9A-F]+)\",\\s*\"End-LSN\":\\s*\"([0-9A-F]+/[0-9A-F]+)\"");

    private byte[] kept = new byte[2 * KEPT];
    private int length;
    private long timeline;
    private @Nullable String start;
    private @Nullable String stop;

    void add(byte[] data, int count) {
        int from = Math.max(0, count - KEPT);
        int n = count - from;
        if (length + n > kept.length) {
            int keep = Math.min(length, KEPT);
            System.arraycopy(kept, length - keep, kept, 0, keep);
            length = keep;
        }
        System.arraycopy(data, from, kept, length, n);
        length += n;
    }

    /** @throws SourceFailure when the tar has no manifest at its end */
    void requireWal() throws SourceFailure {
        String text = new String(kept, 0, length, StandardCharsets.ISO_8859_1);
        kept = new byte[0];
        int at = text.lastIndexOf("\"WAL-Ranges\"");
        Matcher range = RANGE.matcher(text);
        boolean found = at >= 0 && range.find(at);
        while (found) {
            start = start == null ? range.group(2) : start;
            timeline = timeline == 0 ? Long.parseLong(range.group(1)) : timeline;
            stop = range.group(3);
            found = range.find();
        }
        if (start == null) {
            throw new SourceFailure(
                    SourceFault.DUMP_FAILED,
                    "pg_basebackup wrote no backup manifest: what WAL the copy needs is not known.",
                    "Backup manifests need PostgreSQL 13 or later, on the server and here.");
        }
    }

    long timeline() {
        return timeline;
    }

    String startLsn() {
        return String.valueOf(start);
    }

    String stopLsn() {
        return String.valueOf(stop);
    }
}
