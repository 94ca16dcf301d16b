package io.mooring.notifier.input;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An alert of Alertmanager's or Grafana's in words. */
final class AlertWords {

    private AlertWords() {}

    static Words of(Json message, Json alert, Map<String, String> labels, String remark) {
        Map<String, String> said = alert.get("annotations").texts();
        String name = labels.getOrDefault("alertname", "");
        String title = first(said.get("summary"), said.get("title"), name, "An alert without a name");
        String runbook = said.getOrDefault("runbook_url", said.getOrDefault("runbook", ""));
        String text = Stream.of(
                        first(said.get("description"), said.get("message"), ""),
                        runbook.isBlank() ? "" : "Runbook: " + runbook,
                        remark)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n"));
        return new Words(title, text, facts(message, alert, labels, said));
    }

    private static List<Fact> facts(Json message, Json alert, Map<String, String> labels, Map<String, String> said) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "Alert", labels.get("alertname"));
        add(facts, "Instance", labels.get("instance"));
        add(facts, "Job", labels.get("job"));
        // Grafana says here that there were no data, or that its query failed.
        add(facts, "State", said.get("grafana_state_reason"));
        add(facts, "Values", alert.get("valueString").text());
        add(facts, "Dashboard", alert.get("dashboardURL").text());
        add(facts, "Panel", alert.get("panelURL").text());
        add(facts, "Picture", alert.get("imageURL").text());
        add(facts, "Rule", alert.get("generatorURL").text());
        add(facts, "Silence there", alert.get("silenceURL").text());
        add(facts, "Sent by", message.get("externalURL").text());
        return facts;
    }

    private static void add(List<Fact> facts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(name, value));
        }
    }

    private static String first(@Nullable String... texts) {
        for (String text : texts) {
            // What is only NUL or blank is nothing once it is kept.
            if (text != null && !text.replace("\0", "").isBlank()) {
                return text;
            }
        }
        return "";
    }
}
