package io.mooring.gateway.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Brings each event to every browser that follows its topic, and remembers the newest for those that come back. Joining and
 * publishing exclude each other, so that nothing falls between what is remembered and what is live.
 */
final class LiveEvents {

    private final int remembered;
    private final int clientBuffer;
    private final Runnable onDrop;
    private final Object lock = new Object();
    private final ArrayDeque<LiveEvent> recent = new ArrayDeque<>();
    private final Set<ClientBuffer> clients = new HashSet<>();
    private StreamItem.@Nullable Interrupted interrupted;

    /** @param onDrop called for each event that a slow browser loses */
    LiveEvents(int remembered, int clientBuffer, Runnable onDrop) {
        this.remembered = remembered;
        this.clientBuffer = clientBuffer;
        this.onDrop = onDrop;
    }

    void publish(LiveEvent event) {
        synchronized (lock) {
            if (recent.size() >= remembered) {
                recent.poll();
            }
            recent.add(event);
            tell(new StreamItem.Happened(event));
        }
    }

    /** Tells every browser, and those that come, that nothing can be read at present. */
    void interrupt(String reason) {
        synchronized (lock) {
            if (interrupted == null) {
                interrupted = new StreamItem.Interrupted(reason);
                tell(interrupted);
            }
        }
    }

    /** The end of an interruption; nothing where there was none. */
    void resume() {
        synchronized (lock) {
            if (interrupted != null) {
                interrupted = null;
                tell(new StreamItem.Resumed());
            }
        }
    }

    /** Events are lost that nobody has read: what is remembered is no longer whole. */
    void forget() {
        synchronized (lock) {
            recent.clear();
            tell(new StreamItem.Gap("forgotten", -1));
        }
    }

    /**
     * Follows topics.
     *
     * @param lastId the last event that the browser has seen, null when it is new; what came after is sent first, or a gap
     *     when it is no longer known
     */
    Flux<StreamItem> follow(Set<String> topics, @Nullable String lastId) {
        return Flux.create(browser -> join(browser, topics, lastId), FluxSink.OverflowStrategy.IGNORE);
    }

    /** Ends every stream; browsers come back by themselves. */
    void end() {
        List<ClientBuffer> listening;
        synchronized (lock) {
            listening = List.copyOf(clients);
            clients.clear();
        }
        listening.forEach(ClientBuffer::complete);
    }

    int listening() {
        synchronized (lock) {
            return clients.size();
        }
    }

    private void join(FluxSink<StreamItem> browser, Set<String> topics, @Nullable String lastId) {
        ClientBuffer client = new ClientBuffer(browser, topics, clientBuffer, onDrop);
        synchronized (lock) {
            client.begin(since(lastId));
            if (interrupted != null) {
                client.begin(List.of(interrupted));
            }
            clients.add(client);
        }
        browser.onDispose(() -> leave(client));
        browser.onRequest(more -> client.drain());
    }

    private void tell(StreamItem item) {
        List.copyOf(clients).forEach(client -> client.offer(item));
    }

    private void leave(ClientBuffer client) {
        synchronized (lock) {
            clients.remove(client);
        }
    }

    private List<StreamItem> since(@Nullable String lastId) {
        if (lastId == null) {
            return List.of();
        }
        List<StreamItem> missed = new ArrayList<>();
        boolean found = false;
        for (LiveEvent event : recent) {
            if (found) {
                missed.add(new StreamItem.Happened(event));
            }
            found = found || event.id().equals(lastId);
        }
        return found ? missed : List.of(new StreamItem.Gap("too-long-away", -1));
    }
}
