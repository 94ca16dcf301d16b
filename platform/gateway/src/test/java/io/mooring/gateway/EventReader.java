package io.mooring.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events on a thread of its own. */
final class EventReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpResponse<Stream<String>> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** @param event its name; {@code :} for a comment, {@code end} when the stream has ended */
    record Event(String event, @Nullable String id, String data) {}

    EventReader(HttpClient client, URI address, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        headers.forEach(request::header);
        response = client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofLines());
        Thread.ofVirtual().start(this::read);
    }

    int status() {
        return response.statusCode();
    }

    /** The next event of this name; others before it are passed over. */
    Event next(String name) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            Event event = events.poll(100, TimeUnit.MILLISECONDS);
            if (event != null && event.event().equals(name)) {
                return event;
            }
            if (event != null && event.event().equals("end")) {
                break;
            }
        }
        throw new AssertionError("No event '" + name + "' came; status " + status());
    }

    void comment() throws InterruptedException {
        next(":");
    }

    void awaitEnd() throws InterruptedException {
        next("end");
    }

    @Override
    public void close() {
        response.body().close();
    }

    private void read() {
        String name = "";
        String id = null;
        StringBuilder data = new StringBuilder();
        try {
            for (String line : (Iterable<String>) response.body()::iterator) {
                if (line.startsWith(":")) {
                    events.add(new Event(":", null, line));
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.isEmpty() && !name.isEmpty()) {
                    events.add(new Event(name, id, data.toString()));
                    name = "";
                    data.setLength(0);
                }
            }
        } catch (RuntimeException closed) {
            // The reader has closed it, or the server has.
        }
        events.add(new Event("end", null, ""));
    }
}
