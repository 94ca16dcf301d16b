package io.mooring.notifier.input;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How often something may be done within a second, for each of a few names apart. */
final class Budget {

    private final int eachSecond;
    private final Map<String, Integer> spent = new HashMap<>();
    private long second;

    Budget(int eachSecond) {
        this.eachSecond = eachSecond;
    }

    /** Whether it may be done once more at this time. */
    synchronized boolean spend(String name, Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            spent.clear();
        }
        return spent.merge(name, 1, Integer::sum) <= eachSecond;
    }
}
