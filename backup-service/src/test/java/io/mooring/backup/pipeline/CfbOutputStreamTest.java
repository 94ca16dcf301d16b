package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same ciphertext as the JDK's own CFB, however the plaintext is cut into pieces. */
class CfbOutputStreamTest {

    private static final byte[] KEY = bytes(new Random(7), 32);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 32_767, 32_768, 32_769, 32_783, 32_784, 65_536, 65_537, 1_000_003})
    void writtenAtOnce(int length) throws Exception {
        byte[] plain = bytes(new Random(length), length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CfbOutputStream stream = new CfbOutputStream(KEY, out)) {
            stream.write(plain);
        }
        assertThat(out.toByteArray()).isEqualTo(cfb(plain));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void writtenInPiecesOfAnySize(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] plain = bytes(random, 100_000 + random.nextInt(100_000));
        int longest = 1 << random.nextInt(1, 18);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CfbOutputStream stream = new CfbOutputStream(KEY, out)) {
            for (int from = 0; from < plain.length; ) {
                int n = Math.min(plain.length - from, random.nextInt(longest + 1));
                if (n == 1) {
                    stream.write(plain[from]);
                } else {
                    stream.write(plain, from, n);
                }
                stream.flush();
                from += n;
            }
        }
        assertThat(out.toByteArray()).isEqualTo(cfb(plain));
    }

    @Test
    void closingTwiceWritesTheEndOnce() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CfbOutputStream stream = new CfbOutputStream(KEY, out);
        stream.write(new byte[20]);
        stream.close();
        stream.close();
        assertThat(out.size()).isEqualTo(20);
    }

    private static byte[] cfb(byte[] plain) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(new byte[16]));
        return cipher.doFinal(plain);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
