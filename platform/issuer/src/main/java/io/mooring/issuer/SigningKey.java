package io.mooring.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RSA key that signs tokens: made once, kept in a file only its owner reads, so tokens outlive a restart. */
final class SigningKey {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKey.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SigningKey() {}

    /** @throws IllegalStateException in words, when the file is no key, can be read by others, or cannot be written */
    static RSAKey in(Path file) {
        try {
            return Files.exists(file) ? read(file) : make(file);
        } catch (IOException unusable) {
            throw new IllegalStateException("The signing key " + file + " cannot be used: " + unusable, unusable);
        }
    }

    private static RSAKey read(Path file) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        if (!others.isEmpty()) {
            throw new IllegalStateException(
                    "The signing key " + file + " is open to other users of this machine: chmod 600 " + file);
        }
        try {
            RSAKey key = RSAKey.parse(Files.readString(file));
            if (key.isPrivate()) {
                return key;
            }
        } catch (ParseException noKey) {
            LOG.debug("Not a JSON web key", noKey);
        }
        throw new IllegalStateException(
                "The file " + file
                        + " holds no private RSA key (JSON web key). Put it back, or remove it to get a new one: all tokens end then");
    }

    /** Written beside and moved into place: a crash leaves no half key; of two that start at once, one wins. */
    private static RSAKey make(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        RSAKey key = generate();
        Path draft = Files.createTempFile(folder, "key", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(draft, key.toJSONString());
            Files.createLink(file, draft);
            LOG.info("Made a new signing key in {}", file);
            return key;
        } catch (FileAlreadyExistsException other) {
            return read(file);
        } catch (UnsupportedOperationException noLinks) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return key;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException unsupported) {
            throw new IllegalStateException("This Java cannot make RSA keys", unsupported);
        }
    }
}
