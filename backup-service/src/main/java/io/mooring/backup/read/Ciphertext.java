package io.mooring.backup.read;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An object as it comes out of the location: counted and hashed; remembers when the location failed, whoever reads through it. */
final class Ciphertext extends InputStream {

    private final InputStream in;
    private final long most;
    private final MessageDigest sha256 = ReadChunks.digest("SHA-256");
    private long count;
    private @Nullable IOException cut;

    /** @param most bytes are taken, and one more to notice that there are */
    Ciphertext(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (count > most) {
            return -1;
        }
        try {
            int n = in.read(target, offset, (int) Math.min(length, most + 1 - count));
            if (n > 0) {
                count += n;
                sha256.update(target, offset, n);
            }
            return n;
        } catch (IOException failure) {
            cut = failure;
            throw failure;
        }
    }

    /** Reads what nobody wanted, so that count and hash are the object's. */
    void drain() throws IOException, InterruptedException {
        byte[] rest = new byte[64 * 1024];
        while (read(rest, 0, rest.length) >= 0) {
            ReadChunks.stopIfInterrupted();
        }
    }

    long count() {
        return count;
    }

    /** Once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    @Nullable
    IOException cut() {
        return cut;
    }
}
