package io.mooring.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.embedded.process.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
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

    @Test
    void aRotatedKeyKeepsItsPredecessors() throws IOException {
        KeyPairs pairs = new KeyPairs(folder);
        String former = Files.readString(pairs.publicKey("restore").resolveSibling("restore.private.asc"));
        String formerPublic = Files.readString(pairs.publicKey("restore"));

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new KeysCommand(folder, new PrintStream(said, true, UTF_8))
                .run(new String[] {"rotate", "restore"}, Instant.now());

        assertThat(pairs.publicKey("restore")).content().isNotEqualTo(formerPublic);
        assertThat(pairs.privateKeys("restore")).content().endsWith(former).hasSizeGreaterThan(former.length());
        assertThat(Files.getPosixFilePermissions(pairs.privateKeys("restore")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(pairs.retiredPublicKeys("restore")).singleElement().satisfies(key -> assertThat(key)
                .hasContent(formerPublic));
        assertThat(said.toString(UTF_8))
                .contains("The key 'restore' is made anew", "(1 former kept)")
                .containsPattern("operations +[0-9A-F]{40}")
                .containsPattern("manifest +[0-9A-F]{40}");
    }

    @Test
    void sayWhichKeysThereAre() {
        assertThatThrownBy(
                        () -> new KeysCommand(folder, System.out).run(new String[] {"rotate", "nobody"}, Instant.now()))
                .hasMessage("there is no key 'nobody'; there are: operations, escrow, restore, manifest");
    }
}
