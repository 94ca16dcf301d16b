package io.mooring.backup.wal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the index of the WAL at one location: a list for {@code sha256sum --check}, with the rest in its comments. Each names the part
 * before it by its SHA-256, so none can be taken out, exchanged or put in without a signature that is not theirs.
 *
 * @param number from 1 on
 * @param previous SHA-256 of the part before, as it was written; null for the first of all
 */
record WalIndexPart(int number, @Nullable String previous, Instant writtenAt, List<Entry> entries) {

    /** What a part holds at most: about 150 KB. */
    static final int MOST = 1000;

    static final String SIGNATURE = ".sig";

    private static final Pattern NAME = Pattern.compile("index\\.([0-9]{6})\\.sha256");
    private static final Pattern COMMENT = Pattern.compile("# (part|previous|written) (\\S+)");
    private static final Pattern BYTES = Pattern.compile("# bytes ([0-9]{1,18}) (\\S+)");
    private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{64})  ([0-9A-Za-z.]{1,100})");

    /** An object's name below {@code <plan>/wal/}. */
    record Entry(String name, long bytes, String sha256) {}

    WalIndexPart {
        entries = List.copyOf(entries);
        if (number < 1 || number > 999_999 || entries.isEmpty() || entries.size() > MOST) {
            throw new IllegalArgumentException("a part has a number and 1 to " + MOST + " entries");
        }
    }

    /** {@code index.000001.sha256} for 1. */
    static String name(int number) {
        return "index.%06d.sha256".formatted(number);
    }

    /** The part's number; empty when it is the name of something else. */
    static Optional<Integer> numberOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    byte[] bytes(String planId, String locationId) {
        StringBuilder text = new StringBuilder("# mooring wal index 1\n")
                .append("# plan ")
                .append(planId)
                .append('\n')
                .append("# location ")
                .append(locationId)
                .append('\n')
                .append("# part ")
                .append(number)
                .append('\n')
                .append("# previous ")
                .append(previous == null ? "none" : previous)
                .append('\n')
                .append("# written ")
                .append(writtenAt)
                .append('\n');
        for (Entry entry : entries) {
            text.append("# bytes %d %s\n".formatted(entry.bytes(), entry.name()))
                    .append(entry.sha256())
                    .append("  ")
                    .append(entry.name())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Empty when it is none, or not whole. */
    static Optional<WalIndexPart> read(byte[] bytes) {
        int number = 0;
        String previous = null;
        Instant written = Instant.EPOCH;
        List<Entry> entries = new ArrayList<>();
        long size = -1;
        try {
            for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
                Matcher comment = COMMENT.matcher(line);
                Matcher length = BYTES.matcher(line);
                Matcher entry = ENTRY.matcher(line);
                if (comment.matches()) {
                    switch (comment.group(1)) {
                        case "part" -> number = Integer.parseInt(comment.group(2));
                        case "previous" -> previous = comment.group(2).equals("none") ? null : comment.group(2);
                        default -> written = Instant.parse(comment.group(2));
                    }
                } else if (length.matches()) {
                    size = Long.parseLong(length.group(1));
                } else if (entry.matches()) {
                    entries.add(new Entry(entry.group(2), size, entry.group(1)));
                }
            }
            return Optional.of(new WalIndexPart(number, previous, written, entries));
        } catch (IllegalArgumentException | DateTimeException broken) {
            return Optional.empty();
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
