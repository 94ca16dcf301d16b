package io.mooring.backup.pipeline;

import io.mooring.backup.key.Recipient;
import io.mooring.backup.location.BackupLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Streams more bytes that do not compress than the heap of its JVM could hold. Arguments: MiB, then two public key files. */
public final class StreamWithLittleMemory {

    private static final int MIB = 1024 * 1024;

    private StreamWithLittleMemory() {}

    public static void main(String[] arguments) throws Exception {
        long total = Long.parseLong(System.getProperty("stream.mib")) * MIB;
        List<BackupLocation> locations = List.of(
                new ForgetfulLocation("fast", Duration.ZERO), new ForgetfulLocation("slow", Duration.ofMillis(1)));
        OpenPgpMessages messages =
                new OpenPgpMessages(List.of(key("stream.operations"), key("stream.escrow")), Instant.now());
        HandOver handOver = new HandOver();
        try (Copies copies = new Copies(locations, "plan/run/", Duration.ofMinutes(1));
                Crew crew = new Crew();
                CompressedChunks chunks = new CompressedChunks(1, 1, 128L * MIB, handOver)) {
            EncryptedChunks encrypted = new EncryptedChunks(messages, copies);
            crew.start("encrypt", () -> {
                handOver.drainTo(encrypted);
                return true;
            });
            byte[] noise = new byte[MIB];
            Random random = new Random(1);
            for (long done = 0; done < total; done += MIB) {
                random.nextBytes(noise);
                chunks.write(noise, 0, MIB);
            }
            chunks.finish();
            handOver.end();
            crew.awaitAll(Duration.ofMillis(100), () -> {});
            copies.finish(new byte[] {1}, null);
            copies.keep();
            System.out.println("streamed " + copies.storedBytes() / MIB + " MiB in "
                    + encrypted.chunks().size() + " chunks");
        }
    }

    private static org.bouncycastle.openpgp.PGPPublicKey key(String property) throws Exception {
        return Recipient.read(Path.of(System.getProperty(property))).encryptionKey(Instant.now());
    }
}
