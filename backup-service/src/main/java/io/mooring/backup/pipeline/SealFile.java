package io.mooring.backup.pipeline;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.Recipient;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * Compresses and encrypts one small thing into one file, in the format of a backup's chunks: one OpenPGP message around one zstd
 * frame. The file is there whole and durable, or not at all.
 */
public final class SealFile {

    private static final int BUFFER = 128 * 1024;

    private final List<Recipient> recipients;
    private final int level;

    public SealFile(List<Recipient> recipients, int level) {
        this.recipients = List.copyOf(recipients);
        this.level = level;
    }

    /** What was sealed: bytes of the source, bytes and SHA-256 of the file. */
    public record Sealed(long sourceBytes, long bytes, String sha256) {}

    /** @throws KeyUnusable when a recipient's key may not be encrypted to any more */
    public Sealed seal(InputStream source, Path target, Instant now) throws IOException, KeyUnusable {
        List<PGPPublicKey> keys = new ArrayList<>();
        for (Recipient recipient : recipients) {
            keys.add(recipient.encryptionKey(now));
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
        try (FileChannel file = FileChannel.open(
                temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            MessageDigest sha256 = sha256();
            OutputStream out =
                    new BufferedOutputStream(new DigestOutputStream(Channels.newOutputStream(file), sha256), BUFFER);
            long sourceBytes = write(source, out, new OpenPgpMessages(keys, now));
            out.flush();
            file.force(true);
            Sealed sealed = new Sealed(sourceBytes, file.size(), HexFormat.of().formatHex(sha256.digest()));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            flush(target.getParent());
            return sealed;
        } catch (IOException failure) {
            Files.deleteIfExists(temporary);
            throw failure;
        }
    }

    /** The entry is durable only when its folder is. */
    private static void flush(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private long write(InputStream source, OutputStream out, OpenPgpMessages messages) throws IOException {
        OpenPgpMessages.Message message = messages.open(out);
        OutputStream sink = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                message.write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] data, int offset, int length) throws IOException {
                message.write(data, offset, length);
            }
        };
        long bytes;
        try (ZstdOutputStreamNoFinalizer frame = new ZstdOutputStreamNoFinalizer(sink, level)) {
            frame.setChecksum(true);
            bytes = source.transferTo(frame);
        }
        message.close();
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
