package io.mooring.notifier.listen;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/** The built-in rules with what the operator's file adds, replaces and switches off. */
final class LoadRules {

    static final String BUILT_IN = "built-in";

    private static final long LARGEST = 1_000_000;

    private final CheckRule check;
    private final ParseRule parse;

    LoadRules(CheckRule check, Expressions expressions) {
        this.check = check;
        this.parse = new ParseRule(expressions);
    }

    /**
     * @param file the operator's; empty for none
     * @throws WrongRules that tells all faults of all rules
     */
    List<ReadyRule> load(String file) {
        Faults faults = new Faults();
        Map<String, AlertRule> rules = new LinkedHashMap<>();
        lay(rules, ReadRuleFile.read(builtIn(), BUILT_IN, faults.at("built-in rules")));
        if (!file.isBlank()) {
            Faults own = faults.at(file);
            lay(rules, ReadRuleFile.read(text(Path.of(file), own), file, own));
        }
        List<ReadyRule> ready = ready(rules.values(), faults);
        faults.throwIfAny();
        return ready;
    }

    /** @throws WrongRules when the text's rules cannot be used */
    List<ReadyRule> of(String text, String origin) {
        Faults faults = new Faults();
        Map<String, AlertRule> rules = new LinkedHashMap<>();
        lay(rules, ReadRuleFile.read(text, origin, faults.at(origin)));
        List<ReadyRule> ready = ready(rules.values(), faults);
        faults.throwIfAny();
        return ready;
    }

    private static void lay(Map<String, AlertRule> rules, List<WrittenRule> written) {
        for (WrittenRule one : written) {
            if (one.rule() == null) {
                rules.remove(one.name());
            } else {
                rules.put(one.name(), one.rule());
            }
        }
    }

    private List<ReadyRule> ready(Iterable<AlertRule> rules, Faults faults) {
        List<ReadyRule> ready = new ArrayList<>();
        for (AlertRule rule : rules) {
            Faults own = faults.at(rule.origin().equals(BUILT_IN) ? "built-in rules" : rule.origin())
                    .at("rule " + rule.name());
            boolean isHeard = check.isHeard(rule, own);
            ReadyRule parsed = parse.ready(rule, own);
            if (isHeard && parsed != null) {
                check.tryOut(parsed, own);
                ready.add(parsed);
            }
        }
        return ready;
    }

    private static String builtIn() {
        try {
            return new ClassPathResource("alert-rules.yml").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new IllegalStateException("The built-in rules are missing from this build", impossible);
        }
    }

    private static String text(Path file, Faults faults) {
        try {
            if (Files.size(file) > LARGEST) {
                faults.add("has more than " + LARGEST + " bytes");
                return "";
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            faults.add("there is no such file (notifier.rules.file)");
        } catch (MalformedInputException wrong) {
            faults.add("is not text in UTF-8");
        } catch (IOException unreadable) {
            faults.add("cannot be read: " + unreadable.getMessage());
        }
        return "";
    }
}
