package io.mooring.backup.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in CFB mode with an initial vector of zeros, as OpenPGP has it (RFC 4880, 13.9 with a modification detection code), computed by
 * AES in CBC mode. In CFB each block of ciphertext is C(i) = P(i) xor X(i), where X(i+1) = E(C(i)) = E(P(i) xor X(i)) and X(1) = E(0): the
 * key stream X is the CBC ciphertext of a block of zeros followed by the plaintext. The JVM has an intrinsic for CBC over long arrays,
 * but computes CFB block by block. One thread; closing writes what is left and closes {@code out}.
 */
final class CfbOutputStream extends OutputStream {

    private static final int BLOCK = 16;
    private static final int BUFFER = 32 * 1024;

    private final OutputStream out;
    private final Cipher cbc;
    private final byte[] data = new byte[BUFFER];

    /** Its first {@code filled} bytes are for data; while data are collected only the first block is known. */
    private final byte[] keyStream = new byte[BUFFER + BLOCK];

    private int filled;
    private boolean closed;

    CfbOutputStream(byte[] key, OutputStream out) throws GeneralSecurityException {
        this.out = out;
        this.cbc = Cipher.getInstance("AES/CBC/NoPadding");
        cbc.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK]));
        cbc.update(new byte[BLOCK], 0, BLOCK, keyStream, 0);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int n = Math.min(left, BUFFER - filled);
            System.arraycopy(bytes, from, data, filled, n);
            filled += n;
            from += n;
            left -= n;
            if (filled == BUFFER) {
                encrypt();
            }
        }
    }

    /** Does not write what is still collected: only the end may be a part of a block. */
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            encrypt();
            out.close();
        }
    }

    private void encrypt() throws IOException {
        int whole = filled - filled % BLOCK;
        try {
            cbc.update(data, 0, whole, keyStream, BLOCK);
        } catch (GeneralSecurityException impossible) {
            throw new IOException("AES does not encrypt", impossible);
        }
        for (int i = 0; i < filled; i++) {
            data[i] ^= keyStream[i];
        }
        out.write(data, 0, filled);
        System.arraycopy(keyStream, whole, keyStream, 0, BLOCK);
        filled = 0;
    }
}
