package io.mooring.gateway.stream;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/** What waits for one browser. When it reads too slowly the oldest go, and it is told how many, in their place. */
final class ClientBuffer {

    private final FluxSink<StreamItem> browser;
    private final Set<String> topics;
    private final int capacity;
    private final Runnable onDrop;
    private final ArrayDeque<StreamItem> waiting = new ArrayDeque<>();
    private final AtomicInteger draining = new AtomicInteger();
    private long dropped;

    ClientBuffer(FluxSink<StreamItem> browser, Set<String> topics, int capacity, Runnable onDrop) {
        this.browser = browser;
        this.topics = topics;
        this.capacity = capacity;
        this.onDrop = onDrop;
    }

    /** What it begins with: at most the remembered events, whatever the capacity. */
    void begin(Collection<StreamItem> items) {
        synchronized (waiting) {
            items.stream().filter(this::isWanted).forEach(waiting::add);
        }
    }

    void offer(StreamItem item) {
        if (!isWanted(item)) {
            return;
        }
        synchronized (waiting) {
            if (waiting.size() >= capacity) {
                waiting.poll();
                dropped++;
                onDrop.run();
            }
            waiting.add(item);
        }
        drain();
    }

    /** Hands over as much as the browser has asked for; by one thread at a time, the others leave it their work. */
    void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int work = 1;
        while (work != 0) {
            while (browser.requestedFromDownstream() > 0) {
                StreamItem next = next();
                if (next == null) {
                    break;
                }
                browser.next(next);
            }
            work = draining.addAndGet(-work);
        }
    }

    void complete() {
        browser.complete();
    }

    private @Nullable StreamItem next() {
        synchronized (waiting) {
            if (dropped > 0) {
                StreamItem gap = new StreamItem.Gap("too-slow", dropped);
                dropped = 0;
                return gap;
            }
            return waiting.poll();
        }
    }

    private boolean isWanted(StreamItem item) {
        return switch (item) {
            case StreamItem.Happened happened ->
                topics.contains(happened.event().topic());
            case StreamItem.Gap gap -> true;
            case StreamItem.Interrupted interrupted -> true;
            case StreamItem.Resumed resumed -> true;
        };
    }
}
