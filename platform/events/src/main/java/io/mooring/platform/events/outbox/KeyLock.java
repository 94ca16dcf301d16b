package io.mooring.platform.events.outbox;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Which advisory lock orders the appends of a key. A thousand locks for all keys: a transaction that appends for many
 * keys must not fill the server's lock table (6,400 by default), and two keys that share one only wait a little.
 */
final class KeyLock {

    /** First half of the two-part lock id; "MoOk" in ASCII, so that it meets no other use of advisory locks. */
    static final int SPACE = 0x4D6F4F6B;

    private static final int LOCKS = 1024;

    private KeyLock() {}

    static int of(String topic, String key) {
        CRC32C hash = new CRC32C();
        hash.update(topic.getBytes(StandardCharsets.UTF_8));
        hash.update(0);
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % LOCKS);
    }
}
