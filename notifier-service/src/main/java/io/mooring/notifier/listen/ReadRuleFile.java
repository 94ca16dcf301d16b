package io.mooring.notifier.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a file of rules: {@code rules}, a list, and {@code common}, which is only there to be referred to. */
final class ReadRuleFile {

    static final int MOST_RULES = 500;

    private static final int LARGEST = 1_000_000;
    private static final int ALIASES = 500;
    private static final int DEPTH = 10;

    private ReadRuleFile() {}

    /** @return the rules that could be read; whatever else is in it is told as faults */
    static List<WrittenRule> read(String text, String origin, Faults faults) {
        List<WrittenRule> rules = new ArrayList<>();
        for (Object entry : entries(load(text, faults), faults)) {
            if (entry instanceof Map<?, ?> fields) {
                WrittenRule rule = new ReadRule(fields, origin, faults.at(name(fields, rules.size()))).read();
                if (rule != null) {
                    rules.add(rule);
                }
            } else {
                faults.add("each of the rules is a map, not '" + shortened(entry) + "'");
            }
        }
        refuseTwice(rules, faults);
        return rules;
    }

    private static void refuseTwice(List<WrittenRule> rules, Faults faults) {
        List<String> names = new ArrayList<>();
        for (WrittenRule rule : rules) {
            if (names.contains(rule.name())) {
                faults.at("rule " + rule.name()).add("there are two rules of this name");
            }
            names.add(rule.name());
        }
    }

    private static @Nullable Object load(String text, Faults faults) {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setCodePointLimit(LARGEST);
        bounds.setMaxAliasesForCollections(ALIASES);
        bounds.setNestingDepthLimit(DEPTH);
        bounds.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(bounds)).load(text);
        } catch (YAMLException wrong) {
            faults.add("is not YAML: "
                    + String.valueOf(wrong.getMessage())
                            .lines()
                            .map(String::strip)
                            .reduce((a, b) -> a + " " + b)
                            .orElse(""));
            return null;
        }
    }

    private static List<?> entries(@Nullable Object file, Faults faults) {
        if (file == null) {
            return List.of();
        }
        if (!(file instanceof Map<?, ?> parts) || !(parts.get("rules") instanceof List<?> entries)) {
            faults.add("has no list 'rules'");
            return List.of();
        }
        parts.keySet().stream()
                .filter(part -> !"rules".equals(part) && !"common".equals(part))
                .forEach(part -> faults.add("'" + part + "' is none of rules, common"));
        if (entries.size() > MOST_RULES) {
            faults.add("has " + entries.size() + " rules; at most " + MOST_RULES + " are allowed");
            return List.of();
        }
        return entries;
    }

    private static String name(Map<?, ?> fields, int position) {
        Object name = fields.get("name");
        return "rule " + (name == null ? position + 1 : shortened(name));
    }

    static String shortened(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }
}
