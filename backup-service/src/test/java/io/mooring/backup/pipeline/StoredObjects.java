package io.mooring.backup.pipeline;

import com.github.luben.zstd.ZstdInputStream;
import io.mooring.backup.key.Decryption;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what is handed to the copies, and reads it back with a private key. */
final class StoredObjects implements CipherSink {

    private final Map<String, ByteArrayOutputStream> objects = new LinkedHashMap<>();
    private ByteArrayOutputStream current = new ByteArrayOutputStream();

    @Override
    public void begin(String name) {
        current = new ByteArrayOutputStream();
        objects.put(name, current);
    }

    @Override
    public void bytes(Block block) {
        current.write(block.bytes(), 0, block.length());
    }

    @Override
    public void end() {}

    List<String> names() {
        return List.copyOf(objects.keySet());
    }

    byte[] object(String name) {
        return objects.get(name).toByteArray();
    }

    byte[] decrypted(Path secretKey) throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (ByteArrayOutputStream object : objects.values()) {
            try (InputStream message = Decryption.decrypt(object.toByteArray(), secretKey);
                    InputStream frame = new ZstdInputStream(message)) {
                frame.transferTo(plain);
            }
        }
        return plain.toByteArray();
    }
}
