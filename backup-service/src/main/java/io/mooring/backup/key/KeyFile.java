package io.mooring.backup.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;

/** Reads the one key a file must hold, armored or not. */
final class KeyFile {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private KeyFile() {}

    static OpenPGPCertificate publicKey(Path file) throws KeyUnusable {
        OpenPGPCertificate certificate = only(file, bytes(file));
        if (certificate.isSecretKey()) {
            throw new KeyUnusable("The key file " + file
                    + " holds a private key; where backups are made there must be public keys only."
                    + " Export it with gpg --armor --export");
        }
        return certificate;
    }

    static OpenPGPKey secretKey(Path file) throws KeyUnusable {
        if (only(file, bytes(file)) instanceof OpenPGPKey key) {
            return key;
        }
        throw new KeyUnusable(
                "The key file " + file + " holds no private key; export it with gpg --armor --export-secret-keys");
    }

    /** Private keys, the current one first: a file may hold former ones too, as gpg exports them or put together with cat. */
    static List<OpenPGPKey> secretKeys(Path file) throws KeyUnusable {
        List<OpenPGPKey> keys = new ArrayList<>();
        for (OpenPGPCertificate found : all(file, bytes(file))) {
            if (!(found instanceof OpenPGPKey key)) {
                throw new KeyUnusable("The key file " + file
                        + " holds a public key; private keys are exported with gpg --armor --export-secret-keys");
            }
            keys.add(key);
        }
        return keys;
    }

    /** Of either kind of key what everybody may know. */
    static OpenPGPCertificate publicHalf(Path file) throws KeyUnusable {
        OpenPGPCertificate found = only(file, bytes(file));
        return found instanceof OpenPGPKey key ? key.toCertificate() : found;
    }

    static String fingerprint(byte[] fingerprint) {
        return HEX.formatHex(fingerprint);
    }

    private static byte[] bytes(Path file) throws KeyUnusable {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new KeyUnusable("The key file " + file + " is larger than a key file can be");
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw new KeyUnusable("The key file " + file + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new KeyUnusable("The key file " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static OpenPGPCertificate only(Path file, byte[] bytes) throws KeyUnusable {
        List<OpenPGPCertificate> found = all(file, bytes);
        if (found.size() != 1) {
            throw new KeyUnusable(
                    "The key file " + file + " holds " + found.size() + " OpenPGP keys; it must hold exactly one");
        }
        return found.getFirst();
    }

    /** Bouncy Castle answers garbage with any runtime exception it likes; to us all of them mean the same. */
    private static List<OpenPGPCertificate> all(Path file, byte[] bytes) throws KeyUnusable {
        List<OpenPGPCertificate> found = new ArrayList<>();
        try {
            for (byte[] block : ArmorBlocks.of(bytes)) {
                found.addAll(new OpenPGPKeyReader().parseKeysOrCertificates(block));
            }
        } catch (IOException | RuntimeException garbage) {
            throw new KeyUnusable("The key file " + file + " holds no OpenPGP key", garbage);
        }
        if (found.isEmpty()) {
            throw new KeyUnusable("The key file " + file + " holds no OpenPGP key");
        }
        return found;
    }
}
