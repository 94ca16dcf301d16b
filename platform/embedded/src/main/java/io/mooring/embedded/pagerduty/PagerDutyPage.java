package io.mooring.embedded.pagerduty;

import io.mooring.embedded.loopback.Page;
import java.util.List;
import java.util.Locale;

/** The incidents as a page: newest first, with the buttons of those that are open. */
final class PagerDutyPage {

    private static final int SHOWN = 100;

    private PagerDutyPage() {}

    static String of(List<PagerDutyIncident> incidents) {
        Page page = new Page(
                "PagerDuty stand-in",
                "No PagerDuty service is configured, so the local system pages here, by the same API.");
        if (incidents.isEmpty()) {
            page.add("<p>Nobody has been paged yet.</p>");
        }
        incidents.reversed().stream().limit(SHOWN).forEach(incident -> page.add(article(incident)));
        return page.end();
    }

    private static String article(PagerDutyIncident incident) {
        StringBuilder html = new StringBuilder("<article><h2>");
        html.append(Page.escape("[#" + incident.number() + "] " + incident.title()))
                .append("</h2><p>");
        html.append(Page.escape(incident.status().name().toLowerCase(Locale.ROOT) + " · " + incident.severity() + " · "
                + called(incident.calls())));
        html.append("</p>");
        if (incident.isOpen()) {
            html.append(button(incident, "acknowledge", "Acknowledge")).append(' ');
            html.append(button(incident, "resolve", "Resolve"));
        }
        // Nothing to unfold: the page reloads itself, and what was unfolded would close while it is read.
        html.append("<pre>").append(Page.escape(String.join("\n", incident.log())));
        html.append("</pre><small>").append(Page.escape(incident.dedupKey() + " · " + Page.time(incident.createdAt())));
        return html.append("</small></article>").toString();
    }

    private static String called(int calls) {
        return calls == 1 ? "people were called" : "people were called " + calls + " times";
    }

    private static String button(PagerDutyIncident incident, String act, String words) {
        return "<form method=\"post\" action=\"/incidents/" + Page.escape(incident.id()) + "/" + act + "\"><button>"
                + words + "</button></form>";
    }
}
