package io.mooring.local.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyPairsIT {

    @TempDir
    Path folder;

    @Test
    void theServiceGetsAPublicKeyAndTheOwnerKeepsThePrivateOne() throws IOException {
        Path publicKey = new KeyPairs(folder).publicKey("operations");

        assertThat(publicKey).content().startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
        Path privateKey = publicKey.resolveSibling("operations.private.asc");
        assertThat(privateKey).content().startsWith("-----BEGIN PGP PRIVATE KEY BLOCK-----");
        assertThat(Files.getPosixFilePermissions(privateKey)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void oneCanEncryptToThePublicKey() {
        String publicKey = new KeyPairs(folder).publicKey("escrow").toString();

        assertThat(Programs.output("gpg", "--with-colons", "--show-keys", publicKey)
                        .orElseThrow())
                .contains("\nsub:")
                .containsPattern("\nsub:.*:e:");
    }

    @Test
    void aPairIsMadeOnce() throws IOException {
        String first = Files.readString(new KeyPairs(folder).signingKey("manifest"));

        assertThat(new KeyPairs(folder).signingKey("manifest")).content().isEqualTo(first);
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("growing"));
    }
}
