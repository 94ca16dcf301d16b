package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each alert was told at one place.
 *
 * @param times by plan: the most copies of any one message about it; nothing for those nobody was told of
 */
record Told(String place, Collection<String> plans, Map<String, Integer> times) {

    /** @param copies by plan: by whatever tells one message from another, how often it came */
    static Told of(String place, Collection<String> plans, Map<String, Map<String, Integer>> copies) {
        Map<String, Integer> times = new HashMap<>();
        copies.forEach((plan, messages) -> times.put(
                plan, messages.values().stream().mapToInt(n -> n).max().orElse(0)));
        times.keySet().retainAll(List.copyOf(plans));
        return new Told(place, List.copyOf(plans), times);
    }

    long once() {
        return times.values().stream().filter(n -> n == 1).count();
    }

    long doubled() {
        return times.values().stream().filter(n -> n > 1).count();
    }

    long lost() {
        return plans.size() - times.size();
    }

    Told eachExactlyOnce() {
        assertThat(lost()).as("lost: %s", this).isZero();
        assertThat(doubled()).as("doubled: %s", this).isZero();
        return this;
    }

    @Override
    public String toString() {
        return "%s: %d alerts, %d told once, %d doubled, %d lost"
                .formatted(place, plans.size(), once(), doubled(), lost());
    }
}
