package io.mooring.notifier.channel;

import io.mooring.notifier.message.Destination;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What went wrong last at each destination, for its readiness. Destinations come from settings, so they are few. */
public final class Failings {

    private final Map<String, String> byDestination = new ConcurrentHashMap<>();

    /** Remembers what became of an attempt, and hands it on. */
    public Answer after(Destination destination, Answer answer) {
        if (answer instanceof Answer.Delivered) {
            byDestination.remove(destination.name());
        } else {
            byDestination.put(destination.name(), answer.detail());
        }
        return answer;
    }

    /** Ready in these words, or failing in those of the last attempt. */
    public Readiness readiness(Destination destination, String readyWords) {
        String failure = byDestination.get(destination.name());
        return failure == null ? Readiness.ready(readyWords) : new Readiness(Readiness.State.FAILING, failure);
    }
}
