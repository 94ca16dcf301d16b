package io.mooring.backup.pipeline;

import java.io.OutputStream;
import java.security.GeneralSecurityException;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.PGPDataEncryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.jcajce.JcePGPDataEncryptorBuilder;

/** AES-256 for messages with a modification detection code; all but the cipher stream is Bouncy Castle's own. */
final class FastCfbEncryptorBuilder extends JcePGPDataEncryptorBuilder {

    FastCfbEncryptorBuilder() {
        super(SymmetricKeyAlgorithmTags.AES_256);
        setWithIntegrityPacket(true);
    }

    @Override
    public PGPDataEncryptor build(byte[] key) throws PGPException {
        return new FastCfbEncryptor(key, super.build(key));
    }

    private record FastCfbEncryptor(byte[] key, PGPDataEncryptor usual) implements PGPDataEncryptor {

        @Override
        public OutputStream getOutputStream(OutputStream out) {
            try {
                return new CfbOutputStream(key, out);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java has AES in CBC mode", impossible);
            }
        }

        @Override
        public PGPDigestCalculator getIntegrityCalculator() {
            return usual.getIntegrityCalculator();
        }

        @Override
        public int getBlockSize() {
            return usual.getBlockSize();
        }
    }
}
