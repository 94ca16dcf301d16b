package io.mooring.testkit.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An S3 store in memory whose buckets have versions and object lock, which s3proxy's have not. It behaves as Amazon's documentation says:
 * locks in headers and by request, in both modes and never shorter; a delete without a version puts a marker, one with it is refused while the
 * version is locked. Signatures are not checked, nobody may bypass a lock, lists have one page, and it is no Amazon: what is only true there is
 * not proven here. Path-style addresses.
 */
public final class LockingStore implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, LockedBucket> buckets = new ConcurrentHashMap<>();
    private final ObjectCalls objects = new ObjectCalls(this);
    private volatile Duration ahead = Duration.ZERO;

    private LockingStore(HttpServer server) {
        this.server = server;
    }

    /** On a free port of the loopback interface. */
    public static LockingStore start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            LockingStore store = new LockingStore(server);
            server.setExecutor(store.threads);
            server.createContext("/", store::answer);
            server.start();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code endpointOverride}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A new empty bucket with versions. */
    public String freshBucket(boolean withObjectLock) {
        String name = "locking-" + UUID.randomUUID();
        buckets.put(name, new LockedBucket(withObjectLock, this::now));
        return name;
    }

    /** Lets time pass in the store, and there alone: what it judges locks by. Its Date header stays that of this machine. */
    public void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    /** From now on nobody may ask for the bucket's configuration. */
    public void forbidAsking(String bucket) {
        bucket(bucket).mayAsk(false);
    }

    /** What anybody with the credentials can do: put a marker over an object. */
    public void hide(String bucket, String key) {
        bucket(bucket).delete(key, null);
    }

    /** Keys of all versions that have content, hidden ones too, as often as they have one. */
    public List<String> stored(String bucket, String prefix) {
        return bucket(bucket).versions(prefix).entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(version -> !version.isMarker())
                        .map(version -> entry.getKey()))
                .toList();
    }

    /** Until when the newest version is locked, whatever marker hides it; null when it is not, or is not there. */
    public @Nullable Instant lockedUntil(String bucket, String key) {
        return bucket(bucket).versions(key).getOrDefault(key, List.of()).stream()
                .filter(version -> !version.isMarker())
                .findFirst()
                .map(Version::lock)
                .filter(Objects::nonNull)
                .map(Lock::until)
                .orElse(null);
    }

    public boolean hasUploads(String bucket) {
        return !bucket(bucket).uploads.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    Instant now() {
        return Instant.now().plus(ahead);
    }

    private LockedBucket bucket(String name) {
        LockedBucket bucket = buckets.get(name);
        if (bucket == null) {
            throw new Refusal(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        return bucket;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = Call.of(exchange);
            try {
                answer(call);
            } catch (Refusal refusal) {
                call.answer(refusal.status(), S3Words.refusal(refusal));
            }
        }
    }

    private void answer(Call call) throws IOException {
        LockedBucket bucket = bucket(call.bucket());
        String prefix = call.query().getOrDefault("prefix", "");
        if (!call.key().isEmpty()) {
            objects.answer(call, bucket);
        } else if (call.asks("object-lock")) {
            call.answer(200, S3Words.lock(bucket));
        } else if (call.asks("versions")) {
            call.answer(200, S3Words.versions(bucket.versions(prefix)));
        } else if (call.asks("uploads")) {
            call.answer(200, S3Words.uploads(bucket, prefix));
        } else {
            call.answer(200, S3Words.objects(bucket.versions(prefix)));
        }
    }
}
