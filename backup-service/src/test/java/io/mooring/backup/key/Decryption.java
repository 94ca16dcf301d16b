package io.mooring.backup.key;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/** Decrypts small messages without starting gpg, for properties with many tries. Tests of the format itself use gpg. */
public final class Decryption {

    private static final Map<Path, OpenPGPKey> KEYS = new ConcurrentHashMap<>();

    private Decryption() {}

    public static InputStream decrypt(byte[] message, Path secretKey) throws Exception {
        OpenPGPKey key = KEYS.computeIfAbsent(secretKey, Decryption::read);
        PGPEncryptedDataList list = (PGPEncryptedDataList) new BcPGPObjectFactory(message).nextObject();
        for (var candidate : list) {
            PGPPublicKeyEncryptedData data = (PGPPublicKeyEncryptedData) candidate;
            KeyIdentifier id = data.getKeyIdentifier();
            if (key.getSecretKey(id) != null) {
                PGPPrivateKey secret =
                        key.getSecretKey(id).unlock(new char[0]).getKeyPair().getPrivateKey();
                byte[] all = data.getDataStream(new BcPublicKeyDataDecryptorFactory(secret))
                        .readAllBytes();
                if (!data.verify()) {
                    throw new AssertionError("the modification detection code is wrong");
                }
                PGPLiteralData literal = (PGPLiteralData) new BcPGPObjectFactory(all).nextObject();
                return new ByteArrayInputStream(literal.getInputStream().readAllBytes());
            }
        }
        throw new AssertionError("not encrypted to " + secretKey);
    }

    private static OpenPGPKey read(Path file) {
        try {
            return KeyFile.secretKey(file);
        } catch (KeyUnusable e) {
            throw new IllegalStateException(e);
        }
    }
}
