package io.mooring.notifier;

import io.mooring.notifier.delivery.SenderSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A message whose calls outlive its delivery's lease would be sent while another sender sends it again. */
final class EnoughLease {

    private final SenderSettings sender;
    private final List<String> faults = new ArrayList<>();

    EnoughLease(SenderSettings sender) {
        this.sender = sender;
    }

    /**
     * @param key without the leading {@code notifier.}
     * @param timeout of one call
     * @param calls that one message may take; 0 where nobody is told that way
     */
    EnoughLease check(String key, Duration timeout, int calls) {
        Duration all = sender.leftForCalls();
        if (timeout.multipliedBy(calls).compareTo(all) > 0) {
            faults.add("notifier." + key + " is " + timeout + ": it is at most " + all.dividedBy(calls)
                    + ", because one message takes up to " + (calls == 1 ? "one call" : calls + " calls")
                    + ", for which half of notifier.sender.lease is kept, which is " + sender.lease());
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
