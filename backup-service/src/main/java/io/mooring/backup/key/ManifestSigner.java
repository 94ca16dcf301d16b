package io.mooring.backup.key;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKey.OpenPGPSecretKey;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** Vouches for a manifest with a detached OpenPGP signature that stock gpg verifies. */
public final class ManifestSigner {

    private final String fingerprint;
    private final PGPKeyPair pair;

    private ManifestSigner(String fingerprint, PGPKeyPair pair) {
        this.fingerprint = fingerprint;
        this.pair = pair;
    }

    /**
     * Reads and unlocks the one private key in the file.
     *
     * @param passphrase empty when the key has none
     * @throws KeyUnusable when it is no private key, locked by another passphrase, or may not sign now
     */
    public static ManifestSigner read(Path armoredPrivateKey, Secret passphrase, Instant now) throws KeyUnusable {
        OpenPGPKey key = KeyFile.secretKey(armoredPrivateKey);
        String fingerprint = KeyFile.fingerprint(key.getFingerprint());
        for (OpenPGPComponentKey candidate : key.getSigningKeys(Date.from(now))) {
            OpenPGPSecretKey secret = key.getSecretKey(candidate);
            if (secret != null && !secret.getPGPSecretKey().isPrivateKeyEmpty()) {
                return new ManifestSigner(fingerprint, unlock(secret, passphrase, fingerprint));
            }
        }
        throw new KeyUnusable("The key " + fingerprint + " may not sign: revoked, expired, or not made for signing");
    }

    private static PGPKeyPair unlock(OpenPGPSecretKey secret, Secret passphrase, String fingerprint)
            throws KeyUnusable {
        try {
            return secret.unlock(passphrase.chars()).getKeyPair();
        } catch (PGPException | RuntimeException locked) {
            throw new KeyUnusable("The passphrase does not unlock the key " + fingerprint, locked);
        }
    }

    /** The primary key's, 40 upper-case hexadecimal digits. */
    public String fingerprint() {
        return fingerprint;
    }

    /** A detached signature over exactly these bytes, binary. */
    public byte[] sign(byte[] manifest, Instant at) {
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                    pair.getPublicKey());
            generator.init(PGPSignature.BINARY_DOCUMENT, pair.getPrivateKey());
            PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
            packets.setSignatureCreationTime(false, Date.from(at));
            packets.setIssuerFingerprint(false, pair.getPublicKey());
            generator.setHashedSubpackets(packets.generate());
            generator.update(manifest);
            return generator.generate().getEncoded();
        } catch (PGPException | IOException broken) {
            throw new IllegalStateException("signing with an unlocked key failed", broken);
        }
    }
}
