package io.mooring.backup.key;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.jspecify.annotations.Nullable;

/** Somebody a backup is encrypted to: an OpenPGP public key whose owner can restore. */
public final class Recipient {

    /** A primary key may be able to encrypt too, but is meant to be kept away. */
    private static final Comparator<PGPPublicKey> SUBKEYS_FIRST = Comparator.comparing(key -> !key.isMasterKey());

    private final OpenPGPCertificate certificate;

    private Recipient(OpenPGPCertificate certificate) {
        this.certificate = certificate;
    }

    /** Reads the one public key in the file. Whether it can be used is asked per backup: keys expire. */
    public static Recipient read(Path armoredPublicKey) throws KeyUnusable {
        return new Recipient(KeyFile.publicKey(armoredPublicKey));
    }

    /** The primary key's, 40 upper-case hexadecimal digits. */
    public String fingerprint() {
        return KeyFile.fingerprint(certificate.getFingerprint());
    }

    /** The owner's user id, such as {@code Operations <ops@example.org>}; empty when the key has none. */
    public String label() {
        return Optional.ofNullable(
                        certificate.getPGPPublicKeyRing().getPublicKey().getUserIDs())
                .filter(ids -> ids.hasNext())
                .map(ids -> ids.next())
                .orElse("");
    }

    /**
     * The newest subkey that may encrypt at that time, else the primary key, as gpg picks it. Its binding to the primary key is verified.
     *
     * @throws KeyUnusable when the key is revoked or expired or has nothing to encrypt to
     */
    public PGPPublicKey encryptionKey(Instant at) throws KeyUnusable {
        Date date = Date.from(at);
        return certificate.getEncryptionKeys(date).stream()
                .map(OpenPGPComponentKey::getPGPPublicKey)
                .max(SUBKEYS_FIRST.thenComparing(PGPPublicKey::getCreationTime))
                .orElseThrow(() -> new KeyUnusable(why(date)));
    }

    /** The fingerprint of {@link #encryptionKey}. */
    public String encryptionFingerprint(Instant at) throws KeyUnusable {
        return KeyFile.fingerprint(encryptionKey(at).getFingerprint());
    }

    private String why(Date at) {
        String who = "The recipient key " + fingerprint() + (label().isEmpty() ? "" : " (" + label() + ")");
        if (certificate.getRevocation(at) != null) {
            return who + " has been revoked";
        }
        @Nullable Date expiry = expiry(at);
        if (expiry != null && !expiry.after(at)) {
            return who + " expired at " + expiry.toInstant();
        }
        return who + " has no valid key to encrypt to: its encryption subkey is missing, revoked or expired";
    }

    private @Nullable Date expiry(Date at) {
        try {
            return certificate.getExpirationTime(at);
        } catch (RuntimeException noValidSignature) {
            // Bouncy Castle's answer for a key that nothing vouches for.
            return null;
        }
    }

    @Override
    public String toString() {
        return fingerprint();
    }
}
