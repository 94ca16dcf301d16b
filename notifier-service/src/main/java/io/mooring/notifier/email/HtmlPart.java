package io.mooring.notifier.email;

import io.mooring.notifier.alert.Fact;

/** A mail as most people see it: one column that fits a phone, light or dark as the reader has it, no pictures, no script. */
final class HtmlPart {

    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
            <style>
            :root{color-scheme:light dark}
            body{margin:0;padding:16px;background:#f5f6f8;color:#1a1d21;font:15px/1.5 -apple-system,'Segoe UI',sans-serif}
            .card{max-width:600px;margin:0 auto;padding:20px 24px;background:#fff;border:1px solid #dcdfe4;border-radius:8px}
            h1{font-size:19px;line-height:1.3;margin:0 0 4px;overflow-wrap:anywhere}
            .state{margin:0 0 16px;font-weight:600}
            p{margin:12px 0;white-space:pre-wrap;overflow-wrap:anywhere}
            table{width:100%;border-collapse:collapse;margin:12px 0}
            th,td{padding:6px 12px 6px 0;text-align:left;vertical-align:top;border-top:1px solid #dcdfe4;overflow-wrap:anywhere}
            th{width:32%;font-weight:600}td{white-space:pre-wrap}
            a.open{display:inline-block;padding:8px 16px;border-radius:6px;background:#1f5fbf;color:#fff;text-decoration:none}
            .foot{color:#5d6470;font-size:13px}
            @media(prefers-color-scheme:dark){body{background:#14171a;color:#e8eaed}.card{background:#1e2226;border-color:#363c43}
            th,td{border-color:#363c43}.foot{color:#a3abb5}a.open{background:#3b7ddd}}
            @media(max-width:480px){body{padding:0}.card{border:0;border-radius:0;padding:16px}}
            </style></head><body><div class="card">
            """;

    private HtmlPart() {}

    static String of(MailWords words) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<h1>").append(escape(words.title())).append("</h1>");
        if (!words.state().isEmpty()) {
            html.append("<div class=\"state\">").append(escape(words.state())).append("</div>");
        }
        paragraph(html, words.remark());
        paragraph(html, words.text());
        lines(html, words);
        facts(html, words);
        if (!words.link().isEmpty()) {
            html.append("<p><a class=\"open\" href=\"")
                    .append(escape(words.link()))
                    .append("\">Open in Mooring</a></p>");
        }
        if (!words.correlation().isEmpty()) {
            html.append("<p class=\"foot\">Correlation ")
                    .append(escape(words.correlation()))
                    .append("</p>");
        }
        return html.append("</div></body></html>").toString();
    }

    private static void lines(StringBuilder html, MailWords words) {
        if (!words.lines().isEmpty()) {
            html.append("<ul>");
            words.lines()
                    .forEach(line -> html.append("<li>").append(escape(line)).append("</li>"));
            html.append("</ul>");
        }
        paragraph(html, words.more());
    }

    private static void facts(StringBuilder html, MailWords words) {
        if (words.facts().isEmpty()) {
            return;
        }
        html.append("<table>");
        for (Fact fact : words.facts()) {
            html.append("<tr><th scope=\"row\">").append(escape(fact.name())).append("</th><td>");
            html.append(escape(fact.value())).append("</td></tr>");
        }
        html.append("</table>");
    }

    private static void paragraph(StringBuilder html, String words) {
        if (!words.isBlank()) {
            html.append("<p>").append(escape(words)).append("</p>");
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
