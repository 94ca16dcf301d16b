package io.mooring.notifier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A call that outlives its delivery's lease would be made while another sender makes it again. */
final class EnoughLease {

    private final Duration lease;
    private final List<String> faults = new ArrayList<>();

    EnoughLease(Duration lease) {
        this.lease = lease;
    }

    /**
     * @param key without the leading {@code notifier.}
     * @param timeout of one call
     * @param used whether anybody is told that way
     */
    EnoughLease check(String key, Duration timeout, boolean used) {
        if (used && timeout.compareTo(lease) >= 0) {
            faults.add("notifier." + key + " is " + timeout
                    + ": it must be shorter than notifier.sender.lease, which is " + lease);
        }
        return this;
    }

    /** @throws IllegalArgumentException with every time-out that is too long, in words */
    void require() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
    }
}
