package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.Recipient;
import io.mooring.backup.manifest.Manifest;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.bouncycastle.openpgp.PGPPublicKey;

/** Whatever comes in, in whatever pieces and chunks, comes out again from the stored objects. */
class ChunkRoundTripTest {

    private static final List<PGPPublicKey> KEYS = keys();
    private static final Path SECRET = Backups.GPG.secretKey(Backups.ESCROW);

    @Property(tries = 60)
    void anyInputAndAnyChunkSizeRoundTrips(
            @ForAll @IntRange(max = 400_000) int size,
            @ForAll @LongRange(min = 1024, max = 200_000) long chunkBytes,
            @ForAll @IntRange(min = 1, max = 70_000) int piece,
            @ForAll @IntRange(max = 2) int workers,
            @ForAll @IntRange(max = 255) int alphabet,
            @ForAll Random random)
            throws Exception {
        byte[] source = bytes(size, alphabet + 1, random);
        StoredObjects stored = new StoredObjects();

        List<Manifest.Chunk> chunks = write(source, piece, chunkBytes, workers, stored);

        assertThat(stored.decrypted(SECRET)).isEqualTo(source);
        assertThat(chunks.stream().mapToLong(Manifest.Chunk::sourceBytes).sum()).isEqualTo(size);
        assertThat(chunks).extracting(Manifest.Chunk::name).containsExactlyElementsOf(stored.names());
        for (Manifest.Chunk chunk : chunks) {
            byte[] object = stored.object(chunk.name());
            assertThat(chunk.bytes()).isEqualTo(object.length);
            assertThat(chunk.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(object)));
            // No worker runs ahead: only what one slice adds can be over, besides the headers and the last bytes of a
            // frame.
            assertThat(workers > 0 || chunk.bytes() < chunkBytes + 400_000).isTrue();
        }
    }

    private static List<Manifest.Chunk> write(
            byte[] source, int piece, long chunkBytes, int workers, StoredObjects stored) throws Exception {
        EncryptedChunks encrypted = new EncryptedChunks(new OpenPgpMessages(KEYS, Instant.now()), stored);
        HandOver handOver = new HandOver();
        try (Crew crew = new Crew();
                CompressedChunks chunks = new CompressedChunks(3, workers, chunkBytes, handOver)) {
            crew.start("encrypt", () -> {
                handOver.drainTo(encrypted);
                return true;
            });
            for (int from = 0; from < source.length; from += piece) {
                chunks.write(source, from, Math.min(piece, source.length - from));
            }
            chunks.finish();
            handOver.end();
            crew.awaitAll(java.time.Duration.ofMillis(50), () -> {});
        }
        return encrypted.chunks();
    }

    private static byte[] bytes(int size, int alphabet, Random random) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) random.nextInt(alphabet);
        }
        return bytes;
    }

    private static List<PGPPublicKey> keys() {
        try {
            return List.of(
                    Recipient.read(Backups.OPERATIONS_KEY).encryptionKey(Instant.now()),
                    Recipient.read(Backups.ESCROW_KEY).encryptionKey(Instant.now()));
        } catch (io.mooring.backup.key.KeyUnusable e) {
            throw new IllegalStateException(e);
        }
    }
}
