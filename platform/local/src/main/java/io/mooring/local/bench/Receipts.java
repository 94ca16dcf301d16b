package io.mooring.local.bench;

import io.mooring.embedded.loopback.LoopbackServer;
import io.mooring.embedded.loopback.Reply;
import io.mooring.embedded.loopback.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A webhook's receiver that notes when it first hears of each probe. What it is called with may name several. */
final class Receipts implements AutoCloseable {

    private static final Pattern PROBE = Pattern.compile("probe-[a-z0-9-]+-\\d+");
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Map<String, Long> receipts = new ConcurrentHashMap<>();
    private final LoopbackServer server;

    Receipts() throws IOException {
        server = LoopbackServer.start(0, this::note);
    }

    URI uri() {
        return server.uri().resolve("hook");
    }

    private Reply note(Request request) {
        long now = System.nanoTime();
        Matcher probes = PROBE.matcher(request.text());
        while (probes.find()) {
            receipts.putIfAbsent(probes.group(), now);
        }
        return Reply.text(204, "");
    }

    /**
     * How long each probe took from its begin to its first receipt. What was not received when patience ends counts as
     * received then: a lower bound.
     */
    Latencies since(Map<String, Long> begins, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!receipts.keySet().containsAll(begins.keySet()) && System.nanoTime() < deadline) {
            Thread.sleep(LOOK);
        }
        long end = System.nanoTime();
        int late = 0;
        List<Duration> took = new ArrayList<>();
        for (Map.Entry<String, Long> begin : begins.entrySet()) {
            Long receipt = receipts.get(begin.getKey());
            late += receipt == null ? 1 : 0;
            took.add(Duration.ofNanos((receipt == null ? end : receipt) - begin.getValue()));
        }
        return new Latencies(took, late);
    }

    @Override
    public void close() {
        server.close();
    }
}
