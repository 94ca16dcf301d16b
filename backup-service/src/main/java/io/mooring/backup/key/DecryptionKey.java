package io.mooring.backup.key;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKey.OpenPGPSecretKey;

/**
 * The private key of one recipient, unlocked, with its predecessors: it opens what was encrypted to their public halves, also after
 * those have expired.
 */
public final class DecryptionKey {

    private final String fingerprint;
    private final Map<Long, PGPPrivateKey> keys;
    private final Set<String> fingerprints;

    private DecryptionKey(String fingerprint, Map<Long, PGPPrivateKey> keys, Set<String> fingerprints) {
        this.fingerprint = fingerprint;
        this.keys = keys;
        this.fingerprints = fingerprints;
    }

    /**
     * Reads and unlocks the private keys in the file, with all their subkeys that can decrypt: the current key, and former ones that
     * older backups were encrypted to.
     *
     * @param passphrase empty when the key has none
     * @throws KeyUnusable when it is no private key, locked by another passphrase, or can decrypt nothing
     */
    public static DecryptionKey read(Path armoredPrivateKey, Secret passphrase) throws KeyUnusable {
        List<OpenPGPKey> all = KeyFile.secretKeys(armoredPrivateKey);
        Map<Long, PGPPrivateKey> keys = new HashMap<>();
        Set<String> fingerprints = new TreeSet<>();
        for (OpenPGPKey key : all) {
            collect(key, passphrase, keys, fingerprints);
        }
        return new DecryptionKey(
                KeyFile.fingerprint(all.getFirst().getFingerprint()), Map.copyOf(keys), Set.copyOf(fingerprints));
    }

    private static void collect(
            OpenPGPKey key, Secret passphrase, Map<Long, PGPPrivateKey> keys, Set<String> fingerprints)
            throws KeyUnusable {
        String fingerprint = KeyFile.fingerprint(key.getFingerprint());
        boolean any = false;
        for (OpenPGPSecretKey candidate : key.getSecretKeys().values()) {
            if (decrypts(candidate)) {
                PGPPrivateKey unlocked = unlock(candidate, passphrase, fingerprint);
                keys.put(unlocked.getKeyID(), unlocked);
                fingerprints.add(KeyFile.fingerprint(
                        candidate.getPGPSecretKey().getPublicKey().getFingerprint()));
                any = true;
            }
        }
        if (!any) {
            throw new KeyUnusable("The key " + fingerprint + " decrypts nothing: it is made for signing only,"
                    + " or its encryption subkey's private part is not in the file");
        }
    }

    /** By the algorithm, not by what the owner allows today: a backup outlives that. */
    private static boolean decrypts(OpenPGPSecretKey candidate) {
        return !candidate.getPGPSecretKey().isPrivateKeyEmpty()
                && candidate.getPGPSecretKey().getPublicKey().isEncryptionKey();
    }

    private static PGPPrivateKey unlock(OpenPGPSecretKey secret, Secret passphrase, String fingerprint)
            throws KeyUnusable {
        try {
            return secret.unlock(passphrase.chars()).getKeyPair().getPrivateKey();
        } catch (PGPException | RuntimeException locked) {
            throw new KeyUnusable("The passphrase does not unlock the key " + fingerprint, locked);
        }
    }

    /** The current primary key's, 40 upper-case hexadecimal digits. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Whether one of its parts has this fingerprint, as a manifest names the keys it was encrypted to. */
    public boolean has(String encryptionFingerprint) {
        return fingerprints.contains(encryptionFingerprint);
    }

    /** The part that a message names, if it is one of this key's. */
    public Optional<PGPPrivateKey> part(KeyIdentifier identifier) {
        return Optional.ofNullable(keys.get(identifier.getKeyId()));
    }

    @Override
    public String toString() {
        return fingerprint;
    }
}
