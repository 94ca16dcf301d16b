package io.mooring.local.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Sends requests at times that are fixed beforehand, whatever becomes of those before. A latency counts from the time at
 * which its request should have gone out: what a slow answer makes wait, here or there, is in the figures (coordinated
 * omission, G. Tene, "How NOT to Measure Latency").
 */
final class OpenLoop implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConnectionProvider connections = ConnectionProvider.builder("bench")
            .maxConnections(256)
            .pendingAcquireMaxCount(-1)
            .build();
    private final HttpClient client;

    OpenLoop(String token) {
        this.client = HttpClient.create(connections).responseTimeout(PATIENCE).headers(headers -> headers.set(
                        HttpHeaderNames.AUTHORIZATION, "Bearer " + token)
                .set(HttpHeaderNames.ACCEPT, "application/json"));
    }

    /**
     * What one load met.
     *
     * @param latencies of all requests, the failed ones too
     * @param failures how many by kind: a status other than 200, or an exception's name
     * @param perSecond answers in a second, from the first request to the last answer
     */
    record Result(Latencies latencies, ConcurrentMap<String, LongAdder> failures, double perSecond) {}

    /** Blocks until every request has its answer, or 10 seconds have passed for it in vain. */
    Result run(URI address, int perSecond, int seconds) throws InterruptedException, TimeoutException {
        int requests = perSecond * seconds;
        Queue<Duration> took = new ConcurrentLinkedQueue<>();
        ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();
        Phaser underWay = new Phaser(1);
        long began = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            long intended = began + TimeUnit.SECONDS.toNanos(i) / perSecond;
            waitUntil(intended);
            underWay.register();
            send(address, failure -> {
                took.add(Duration.ofNanos(System.nanoTime() - intended));
                if (failure != null) {
                    failures.computeIfAbsent(failure, kind -> new LongAdder()).increment();
                }
                underWay.arriveAndDeregister();
            });
        }
        underWay.awaitAdvanceInterruptibly(underWay.arrive(), 3 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        double elapsed = (System.nanoTime() - began) / 1e9;
        return new Result(new Latencies(took.stream().toList(), 0), failures, requests / elapsed);
    }

    private void send(URI address, Ended ended) {
        client.get()
                .uri(address)
                .responseSingle((answer, body) ->
                        body.asByteArray().thenReturn(answer.status().code()))
                .timeout(PATIENCE)
                .subscribe(
                        status -> ended.with(status == 200 ? null : "status " + status),
                        failure -> ended.with(failure.getClass().getSimpleName()));
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        connections.dispose();
    }

    private interface Ended {
        void with(@Nullable String failure);
    }
}
