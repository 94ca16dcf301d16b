package io.mooring.platform.events.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the entries used last. Loading happens outside the lock: two threads may load the same entry, but none waits
 * for another's network.
 */
public final class BoundedCache<K, V> {

    private final Map<K, V> entries;

    public BoundedCache(int capacity) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The entry, loaded when absent; what the loader throws is thrown on and nothing is kept. */
    public V get(K key, Function<? super K, ? extends V> loader) {
        V cached = find(key);
        return cached != null ? cached : keep(key, loader.apply(key));
    }

    private synchronized @Nullable V find(K key) {
        return entries.get(key);
    }

    private synchronized V keep(K key, V loaded) {
        V earlier = entries.putIfAbsent(key, loaded);
        return earlier != null ? earlier : loaded;
    }

    public synchronized int size() {
        return entries.size();
    }
}
