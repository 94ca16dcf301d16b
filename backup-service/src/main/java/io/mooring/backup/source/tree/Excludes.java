package io.mooring.backup.source.tree;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of paths that are left out. {@code *} and {@code ?} stay within a name, {@code **} does not. A pattern without a slash
 * is a name anywhere, others are paths from the root on.
 */
final class Excludes {

    /** One character of UTF-8, or one byte that is none, read as ISO 8859-1; not a slash. */
    private static final String ONE = "(?:[\\x00-\\x2e\\x30-\\x7f]|[\\xc0-\\xff][\\x80-\\xbf]*|[\\x80-\\xbf])";

    private final List<Pattern> names;
    private final List<Pattern> paths;

    Excludes(List<String> patterns) {
        this.names = patterns.stream()
                .filter(pattern -> !pattern.contains("/"))
                .map(Excludes::compile)
                .toList();
        this.paths = patterns.stream()
                .filter(pattern -> pattern.contains("/"))
                .map(pattern -> compile(pattern.replaceFirst("^/", "").replaceFirst("/$", "")))
                .toList();
    }

    /**
     * Whether it is left out, with everything in it.
     *
     * @param path from the root on, without a slash before it
     */
    boolean matches(byte[] path, byte[] name) {
        if (names.isEmpty() && paths.isEmpty()) {
            return false;
        }
        String nameText = new String(name, StandardCharsets.ISO_8859_1);
        String pathText = new String(path, StandardCharsets.ISO_8859_1);
        return names.stream().anyMatch(pattern -> pattern.matcher(nameText).matches())
                || paths.stream().anyMatch(pattern -> pattern.matcher(pathText).matches());
    }

    /** Names are bytes and patterns text, so both are read byte by byte. */
    private static Pattern compile(String pattern) {
        String bytes = new String(pattern.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '*' && bytes.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (c == '*' && bytes.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append(ONE);
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
