package io.mooring.backup.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A page of words and tables for printing and filing: self-contained, without scripts, light and dark. Every text is escaped, since
 * names of plans, tables and files are other people's.
 */
public final class PrintablePage {

    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1d2329;--dim:#5b6671;--line:#d5dbe1;--page:#fff;--good:#18794e;--bad:#c62a2f;--open:#946800}
            @media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--dim:#9aa5b1;--line:#3a434c;--page:#14181c;--good:#4cc38a;--bad:#ff8589;--open:#f1a10d}}
            body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);max-width:60rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.1rem;margin-top:2rem}p.dim,td.dim{color:var(--dim)}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
            th{font-weight:600}.passed{color:var(--good);font-weight:600}.failed{color:var(--bad);font-weight:600}.unknown,.inconclusive{color:var(--open);font-weight:600}
            @media print{:root{--ink:#000;--dim:#444;--page:#fff;--line:#999;--good:#000;--bad:#000;--open:#000}body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
            """;

    private final StringBuilder html = new StringBuilder();

    public PrintablePage(String title) {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
    }

    public PrintablePage paragraph(String text) {
        html.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    public PrintablePage heading(String text) {
        html.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    /** A table; a cell that is one of the words for verdicts and states is coloured. Left out when it has no rows. */
    public PrintablePage table(List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        html.append("<table><thead><tr>");
        heads.forEach(
                head -> html.append("<th scope=\"col\">").append(escaped(head)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td class=\"")
                    .append(known(cell))
                    .append("\">")
                    .append(escaped(cell))
                    .append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table>\n");
        return this;
    }

    public String end() {
        return html + "</body></html>\n";
    }

    /** With headers that keep a browser from running or loading anything, whatever got into the page. */
    public static ResponseEntity<String> answer(String page) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .body(page);
    }

    /** Milliseconds in words that people read: "350 ms", "12.3 s", "5 min 20 s". */
    public static String duration(@Nullable Long millis) {
        if (millis == null) {
            return "unknown";
        }
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 60_000
                ? String.format(java.util.Locale.ROOT, "%.1f s", millis / 1000.0)
                : millis / 60_000 + " min " + millis % 60_000 / 1000 + " s";
    }

    private static String known(String cell) {
        return switch (cell) {
            case "passed", "failed", "unknown", "inconclusive" -> cell;
            default -> "";
        };
    }

    /** Control characters go, so that a name cannot turn the line around. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    int type = Character.getType(point);
                    boolean harmless =
                            type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
                    safe.appendCodePoint(harmless || point == '\n' || point == '\t' ? point : 0xFFFD);
                }
            }
        });
        return safe.toString();
    }
}
