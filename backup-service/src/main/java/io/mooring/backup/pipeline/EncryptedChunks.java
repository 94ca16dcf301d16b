package io.mooring.backup.pipeline;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.pipeline.OpenPgpMessages.Message;
import io.mooring.backup.source.ObjectSeries;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encrypts each chunk into one OpenPGP message, hashes the ciphertext and hands it to the copies in whole blocks. */
final class EncryptedChunks implements ChunkSink {

    /** G1 gives an array of half a region or more a region of its own, and regions can be as small as 1 MiB. */
    static final int BLOCK = 256 * 1024;

    private final OpenPgpMessages messages;
    private final CipherSink copies;
    private final List<Manifest.Chunk> data = new ArrayList<>();
    private final List<Manifest.Chunk> attached = new ArrayList<>();
    private ObjectSeries series = ObjectSeries.DATA;
    private int made;
    private @Nullable Message message;
    private @Nullable Ciphertext ciphertext;

    EncryptedChunks(OpenPgpMessages messages, CipherSink copies) {
        this.messages = messages;
        this.copies = copies;
    }

    /** The chunks that are complete, of the series DATA. */
    List<Manifest.Chunk> chunks() {
        return List.copyOf(data);
    }

    /** Those of all other series. */
    List<Manifest.Chunk> attached() {
        return List.copyOf(attached);
    }

    @Override
    public void begin(ObjectSeries next) {
        if (message != null) {
            throw new IllegalStateException("a chunk is open");
        }
        series = next;
        made = 0;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        message().write(data, offset, length);
    }

    @Override
    public void endChunk(long sourceBytes) throws IOException {
        message().close();
        Ciphertext written = ciphertext;
        if (written != null) {
            (series == ObjectSeries.DATA ? data : attached).add(written.end(sourceBytes));
            made++;
        }
        message = null;
        ciphertext = null;
    }

    private Message message() throws IOException {
        Message open = message;
        if (open == null) {
            String name = series.objectName(made + 1);
            copies.begin(name);
            Ciphertext started = new Ciphertext(name);
            ciphertext = started;
            open = messages.open(started);
            message = open;
        }
        return open;
    }

    /** Collects one chunk's ciphertext into blocks that are given away whole, so that slow copies share them. */
    private final class Ciphertext extends OutputStream {

        private final String name;
        private final MessageDigest sha256 = sha256();
        private byte[] block = new byte[BLOCK];
        private int filled;
        private long bytes;

        Ciphertext(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            int from = offset;
            int left = length;
            while (left > 0) {
                int n = Math.min(left, BLOCK - filled);
                System.arraycopy(data, from, block, filled, n);
                filled += n;
                from += n;
                left -= n;
                if (filled == BLOCK) {
                    giveAway();
                }
            }
        }

        Manifest.Chunk end(long sourceBytes) throws IOException {
            if (filled > 0) {
                giveAway();
            }
            copies.end();
            return new Manifest.Chunk(name, bytes, HexFormat.of().formatHex(sha256.digest()), sourceBytes);
        }

        private void giveAway() throws IOException {
            sha256.update(block, 0, filled);
            bytes += filled;
            copies.bytes(new Block(block, filled));
            block = new byte[BLOCK];
            filled = 0;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
