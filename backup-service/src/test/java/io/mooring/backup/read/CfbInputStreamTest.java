package io.mooring.backup.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The same as the JDK's own AES in CFB mode. */
class CfbInputStreamTest {

    @Property(tries = 200)
    void decryptsWhatTheJdkEncrypted(
            @ForAll @IntRange(max = 100_000) int size,
            @ForAll @IntRange(min = 1, max = 40_000) int piece,
            @ForAll Random random)
            throws Exception {
        byte[] key = new byte[32];
        byte[] plain = new byte[size];
        random.nextBytes(key);
        random.nextBytes(plain);
        Cipher jdk = Cipher.getInstance("AES/CFB/NoPadding");
        jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));

        InputStream decrypted = new CfbInputStream(key, new Dribble(jdk.doFinal(plain), random));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[piece];
        for (int n = decrypted.read(buffer); n >= 0; n = decrypted.read(buffer)) {
            out.write(buffer, 0, n);
        }
        assertThat(Arrays.equals(out.toByteArray(), plain)).isTrue();
    }

    /** Gives as little as it likes, as a network does. */
    private static final class Dribble extends FilterInputStream {

        private final Random random;

        Dribble(byte[] bytes, Random random) {
            super(new ByteArrayInputStream(bytes));
            this.random = random;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5000)));
        }
    }
}
