package io.mooring.backup.read;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts AES in CFB mode with an initial vector of zeros, as OpenPGP has it (RFC 4880, 13.9 with a modification detection code). There
 * P(i) = C(i) xor E(C(i-1)): the key stream is the ciphertext, one block late, encrypted block by block, so it is computed for a whole buffer at
 * once in ECB mode, for which the JVM has an intrinsic. Used by one thread.
 */
final class CfbInputStream extends InputStream {

    private static final int BLOCK = 16;
    private static final int BUFFER = 32 * 1024;

    private final InputStream in;
    private final Cipher ecb;

    /** The last block of the ciphertext before, then the ciphertext at hand. */
    private final byte[] ciphertext = new byte[BLOCK + BUFFER];

    private final byte[] plain = new byte[BUFFER + BLOCK];
    private int from;
    private int to;
    private boolean ended;

    CfbInputStream(byte[] key, InputStream in) throws GeneralSecurityException {
        this.in = in;
        this.ecb = Cipher.getInstance("AES/ECB/NoPadding");
        ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[from++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, to - from);
        System.arraycopy(plain, from, target, offset, n);
        from += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        if (from < to) {
            return true;
        }
        if (ended) {
            return false;
        }
        int n = in.readNBytes(ciphertext, BLOCK, BUFFER);
        ended = n < BUFFER;
        decrypt(n);
        from = 0;
        to = n;
        return n > 0;
    }

    private void decrypt(int n) throws IOException {
        int blocks = (n + BLOCK - 1) / BLOCK * BLOCK;
        try {
            ecb.update(ciphertext, 0, blocks, plain, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IOException("AES does not encrypt", impossible);
        }
        for (int i = 0; i < n; i++) {
            plain[i] ^= ciphertext[BLOCK + i];
        }
        System.arraycopy(ciphertext, blocks, ciphertext, 0, BLOCK);
    }
}
