package io.mooring.backup.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPSignatureException;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;

/** The keys that this installation believes when they vouch for a manifest: its own signing key, and former ones. */
public final class TrustedSigners {

    private final Map<String, OpenPGPCertificate> certificates;

    private TrustedSigners(Map<String, OpenPGPCertificate> certificates) {
        this.certificates = certificates;
    }

    /** Reads one key from each file, armored or not; of a private key only the public half is kept. */
    public static TrustedSigners read(List<Path> files) throws KeyUnusable {
        Map<String, OpenPGPCertificate> certificates = new HashMap<>();
        for (Path file : files) {
            OpenPGPCertificate certificate = KeyFile.publicHalf(file);
            certificates.put(KeyFile.fingerprint(certificate.getFingerprint()), certificate);
        }
        return new TrustedSigners(Map.copyOf(certificates));
    }

    /** Nobody: then signatures cannot be told from forgeries. */
    public static TrustedSigners none() {
        return new TrustedSigners(Map.of());
    }

    public boolean isEmpty() {
        return certificates.isEmpty();
    }

    public boolean knows(String fingerprint) {
        return certificates.containsKey(fingerprint);
    }

    /** Primary fingerprints, for people to compare. */
    public String names() {
        return certificates.isEmpty()
                ? "none"
                : new TreeSet<>(certificates.keySet()).stream().collect(Collectors.joining(", "));
    }

    /** Whether the detached signature is that key's over exactly these bytes, made while the key was valid. */
    public boolean vouched(String fingerprint, byte[] document, byte[] signature) {
        Optional<OpenPGPCertificate> certificate = Optional.ofNullable(certificates.get(fingerprint));
        if (certificate.isEmpty()) {
            return false;
        }
        try {
            List<OpenPGPDocumentSignature> found = new BcOpenPGPApi()
                    .verifyDetachedSignature()
                    // The time in a signature is what its maker's clock said: one that runs ahead of ours is no
                    // forgery.
                    .verifyNotAfter(new Date(Long.MAX_VALUE))
                    .addVerificationCertificate(certificate.get())
                    .addSignatures(new ByteArrayInputStream(signature))
                    .process(new ByteArrayInputStream(document));
            return !found.isEmpty() && isValid(found.getFirst());
        } catch (IOException | RuntimeException garbage) {
            // Bouncy Castle answers garbage with any exception it likes; to us all of them mean: not vouched for.
            return false;
        }
    }

    private static boolean isValid(OpenPGPDocumentSignature signature) {
        try {
            return signature.isValid();
        } catch (PGPSignatureException wrong) {
            return false;
        }
    }
}
