package io.mooring.embedded.loopback;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A page that needs no script, reloaded every few seconds. */
public final class Page {

    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>%1$s</title><style>
            :root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
            body{max-width:46rem;margin:2rem auto;padding:0 1rem}
            article{border:1px solid color-mix(in srgb,currentColor 20%%,transparent);border-radius:.5rem;
            padding:.75rem 1rem;margin:.75rem 0}
            h1{font-size:1.25rem}h2{font-size:1rem;margin:0;overflow-wrap:anywhere}
            p{margin:.35rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
            pre{overflow:auto;max-height:20rem;margin:.5rem 0;font-size:.85rem;white-space:pre-wrap;overflow-wrap:anywhere}
            form{display:inline}small{opacity:.75;overflow-wrap:anywhere}</style></head><body><h1>%1$s</h1><p>%2$s</p>
            """;

    private final StringBuilder html;

    public Page(String title, String introduction) {
        this.html = new StringBuilder(HEAD.formatted(escape(title), escape(introduction)));
    }

    /** @param markup as it is to stand there; whatever comes from outside in it is {@linkplain #escape escaped} */
    public Page add(String markup) {
        html.append(markup);
        return this;
    }

    public String end() {
        return html + "</body></html>";
    }

    /** To the second: nobody reads further. */
    public static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
