package io.mooring.notifier.listen;

import java.util.List;

/** Rules that cannot be used. Stops the start. */
final class WrongRules extends RuntimeException {

    private final List<String> faults;

    WrongRules(List<String> faults) {
        super("The alert rules have " + faults.size() + (faults.size() == 1 ? " fault:" : " faults:") + "\n  - "
                + String.join("\n  - ", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
