package io.mooring.backup.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/**
 * Makes OpenPGP messages (RFC 4880): AES-256 in CFB with a modification detection code, a fresh session key each, encrypted to
 * every recipient. Not compressed, not armored. gpg 2.2 reads them; it would not read the newer authenticated kind.
 */
final class OpenPgpMessages {

    static final String FORMAT = "OpenPGP SEIPDv1";
    static final String CIPHER = "AES-256";

    private static final int PARTIAL = 64 * 1024;

    private final List<PGPPublicKey> recipients;
    private final Date madeAt;
    private final SecureRandom random = new SecureRandom();

    OpenPgpMessages(List<PGPPublicKey> recipients, Instant madeAt) {
        this.recipients = List.copyOf(recipients);
        this.madeAt = Date.from(madeAt);
    }

    /** Begins a message; closing it ends the message and leaves {@code out} open. */
    Message open(OutputStream out) throws IOException {
        // The JDK encrypts the data: several times as fast as Bouncy Castle's own AES. The session key is small, and
        // Bouncy Castle knows every key type there.
        PGPEncryptedDataGenerator encryption =
                new PGPEncryptedDataGenerator(new FastCfbEncryptorBuilder().setSecureRandom(random));
        for (PGPPublicKey recipient : recipients) {
            encryption.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(recipient).setSecureRandom(random));
        }
        try {
            OutputStream encrypted = encryption.open(out, new byte[PARTIAL]);
            OutputStream literal =
                    new PGPLiteralDataGenerator().open(encrypted, PGPLiteralData.BINARY, "", madeAt, new byte[PARTIAL]);
            return new Message(literal, encrypted);
        } catch (PGPException failure) {
            throw new IOException("the recipients' keys do not encrypt: " + failure.getMessage(), failure);
        }
    }

    /** An OpenPGP message being written. */
    static final class Message {

        private final OutputStream literal;
        private final OutputStream encrypted;

        private Message(OutputStream literal, OutputStream encrypted) {
            this.literal = literal;
            this.encrypted = encrypted;
        }

        void write(byte[] data, int offset, int length) throws IOException {
            literal.write(data, offset, length);
        }

        /** Not try-with-resources: an end written after a failure would make half a message look whole. */
        void close() throws IOException {
            literal.close();
            encrypted.close();
        }
    }
}
