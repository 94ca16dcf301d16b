package io.mooring.notifier.input;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** All inputs, by name. */
final class Inputs {

    private final Map<String, Input> byName = new TreeMap<>();

    Inputs(Map<String, InputSettings> settings) {
        settings.forEach((name, of) -> byName.put(name, Input.of(name, of)));
    }

    Collection<Input> all() {
        return byName.values();
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** @throws ProblemException 404 when settings do not name it */
    Input named(String name) {
        Input input = byName.get(name);
        if (input == null) {
            throw new ProblemException(
                    NotifierProblem.UNKNOWN_INPUT,
                    "No input is named '" + Plain.cut(name, 60) + "' in notifier.inputs.");
        }
        return input;
    }

    /** @throws ProblemException 404 also when it speaks other words */
    Input named(String name, InputKind kind) {
        Input input = named(name);
        if (input.kind() != kind) {
            throw new ProblemException(
                    NotifierProblem.UNKNOWN_INPUT,
                    "The input '" + name + "' is of the kind " + input.kind().word() + ": post to " + input.path()
                            + ".");
        }
        return input;
    }
}
