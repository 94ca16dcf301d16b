package io.mooring.backup.read;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.operator.PGPDataDecryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/** The session key by Bouncy Castle, which knows every kind of key; the data by the JDK, which is several times as fast. */
final class FastDecryptors extends BcPublicKeyDataDecryptorFactory {

    FastDecryptors(PGPPrivateKey key) {
        super(key);
    }

    @Override
    public PGPDataDecryptor createDataDecryptor(boolean withIntegrityPacket, int algorithm, byte[] key)
            throws PGPException {
        return withIntegrityPacket && isAes(algorithm)
                ? new FastDecryptor(key)
                : super.createDataDecryptor(withIntegrityPacket, algorithm, key);
    }

    private static boolean isAes(int algorithm) {
        return algorithm == SymmetricKeyAlgorithmTags.AES_256
                || algorithm == SymmetricKeyAlgorithmTags.AES_192
                || algorithm == SymmetricKeyAlgorithmTags.AES_128;
    }

    private record FastDecryptor(byte[] key) implements PGPDataDecryptor {

        @Override
        public InputStream getInputStream(InputStream in) {
            try {
                return new CfbInputStream(key, in);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java has AES", impossible);
            }
        }

        @Override
        public int getBlockSize() {
            return 16;
        }

        @Override
        public PGPDigestCalculator getIntegrityCalculator() {
            return new Sha1(ReadChunks.digest("SHA-1"));
        }
    }

    /** The modification detection code's hash. */
    private record Sha1(MessageDigest digest) implements PGPDigestCalculator {

        @Override
        public int getAlgorithm() {
            return HashAlgorithmTags.SHA1;
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    digest.update((byte) b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    digest.update(bytes, offset, length);
                }
            };
        }

        @Override
        public byte[] getDigest() {
            return digest.digest();
        }

        @Override
        public void reset() {
            digest.reset();
        }
    }
}
