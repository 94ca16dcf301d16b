package io.mooring.backup.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.pipeline.Shell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as stock gpg makes them, good and bad. */
class KeysIT {

    private static final GpgHome GPG = new GpgHome();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        GPG.close();
    }

    @Test
    void readsAnRsaKey() throws Exception {
        readsWhatGpgMade(GPG.rsa("Ada Rsa <ada@example.org>"), "Ada Rsa <ada@example.org>");
    }

    @Test
    void readsACurve25519Key() throws Exception {
        readsWhatGpgMade(GPG.curve25519("Bob Curve <bob@example.org>"), "Bob Curve <bob@example.org>");
    }

    @Test
    void refusesAnExpiredKeyAndSaysSinceWhen() throws Exception {
        Recipient recipient = Recipient.read(GPG.expired("Eve Expired <eve@example.org>"));

        assertThatThrownBy(() -> recipient.encryptionKey(Instant.now()))
                .isInstanceOf(KeyUnusable.class)
                .hasMessageContaining("expired at 2020-02-01")
                .hasMessageContaining("Eve Expired");
        assertThat(recipient.encryptionKey(Instant.parse("2020-01-15T00:00:00Z")))
                .isNotNull();
    }

    @Test
    void refusesARevokedKey() throws Exception {
        Recipient recipient = Recipient.read(GPG.revoked("Rob Revoked <rob@example.org>"));

        assertThatThrownBy(() -> recipient.encryptionKey(Instant.now())).hasMessageContaining("has been revoked");
    }

    @Test
    void refusesAKeyThatOnlySigns() throws Exception {
        Recipient recipient = Recipient.read(GPG.signOnly("Sue Signs <sue@example.org>"));

        assertThatThrownBy(() -> recipient.encryptionKey(Instant.now()))
                .hasMessageContaining("no valid key to encrypt to");
    }

    @Test
    void refusesAPrivateKeyAsRecipient() {
        GPG.curve25519("Pat Private <pat@example.org>");
        Path secret = GPG.secretKey("Pat Private <pat@example.org>");

        assertThatThrownBy(() -> Recipient.read(secret)).hasMessageContaining("private key");
    }

    @Test
    void refusesWhatIsNoKeyFile() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage"), "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n");
        Path empty = Files.createFile(folder.resolve("empty"));
        Path large = Files.write(folder.resolve("large"), new byte[2_000_000]);
        Path two = folder.resolve("two");
        Files.writeString(
                two,
                Files.readString(GPG.curve25519("One <one@example.org>"))
                        + Files.readString(GPG.curve25519("Two <two@example.org>")));

        for (Path file : List.of(garbage, empty, large, two, folder.resolve("missing"), folder)) {
            assertThatThrownBy(() -> Recipient.read(file)).as(file.toString()).isInstanceOf(KeyUnusable.class);
        }
    }

    @Test
    void gpgVerifiesSignaturesAndNoticesAChange() throws Exception {
        for (Path key : List.of(GPG.rsa("Sig Rsa <sr@example.org>"), GPG.curve25519("Sig Curve <sc@example.org>"))) {
            String user = key.toString().contains("SigRsa") ? "Sig Rsa <sr@example.org>" : "Sig Curve <sc@example.org>";
            ManifestSigner signer = ManifestSigner.read(GPG.secretKey(user), Secret.of(""), Instant.now());
            byte[] manifest = "{\"a\": 1}\n".getBytes();
            Path file = Files.write(folder.resolve("manifest.json"), manifest);
            Path signature = Files.write(folder.resolve("manifest.json.sig"), signer.sign(manifest, Instant.now()));

            assertThat(signer.fingerprint()).isEqualTo(GPG.fingerprint(user));
            assertThat(verify(signature, file).exit()).isZero();
            Files.writeString(file, "{\"a\": 2}\n");
            assertThat(verify(signature, file).exit()).isNotZero();
        }
    }

    @Test
    void refusesASignerWithTheWrongPassphraseOrWithoutAPrivateKey() throws Exception {
        Path open = GPG.curve25519("No Pass <np@example.org>");
        Shell.run(
                        List.of(
                                "gpg",
                                "--homedir",
                                GPG.folder().toString(),
                                "--batch",
                                "--pinentry-mode",
                                "loopback",
                                "--passphrase",
                                "correct",
                                "--quick-generate-key",
                                "Locked <locked@example.org>",
                                "ed25519",
                                "sign",
                                "never"),
                        folder,
                        Map.of(),
                        "")
                .succeeded();
        Path locked = folder.resolve("locked.asc");
        Shell.bash(
                        "gpg --homedir " + GPG.folder() + " --batch --pinentry-mode loopback --passphrase correct"
                                + " --armor --export-secret-keys locked@example.org > " + locked,
                        folder,
                        Map.of())
                .succeeded();

        assertThatThrownBy(() -> ManifestSigner.read(locked, Secret.of("wrong"), Instant.now()))
                .hasMessageContaining("passphrase")
                .hasMessageNotContaining("wrong");
        assertThat(ManifestSigner.read(locked, Secret.of("correct"), Instant.now()))
                .isNotNull();
        assertThatThrownBy(() -> ManifestSigner.read(open, Secret.of(""), Instant.now()))
                .hasMessageContaining("no private key");
    }

    @Test
    void believesASignerWhoseClockRunsAhead() throws Exception {
        GPG.curve25519("Ahead <ahead@example.org>");
        Path secret = GPG.secretKey("Ahead <ahead@example.org>");
        Instant later = Instant.now().plusSeconds(90);
        ManifestSigner signer = ManifestSigner.read(secret, Secret.of(""), later);
        byte[] manifest = "{}".getBytes(StandardCharsets.UTF_8);
        TrustedSigners trusted = TrustedSigners.read(List.of(secret));

        byte[] signature = signer.sign(manifest, later);

        assertThat(trusted.vouched(signer.fingerprint(), manifest, signature)).isTrue();
        assertThat(trusted.vouched(signer.fingerprint(), "{ }".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
    }

    @Test
    void opensWhatFormerKeysWereUsedFor() throws Exception {
        GPG.rsa("Former <former@example.org>");
        GPG.curve25519("Current <current@example.org>");
        Path former = GPG.secretKey("Former <former@example.org>");
        Path current = GPG.secretKey("Current <current@example.org>");
        Path both = folder.resolve("both.asc");
        Files.writeString(both, Files.readString(current) + Files.readString(former));

        DecryptionKey key = DecryptionKey.read(both, Secret.of(""));
        assertThat(key.fingerprint()).isEqualTo(GPG.fingerprint("Current <current@example.org>"));
        for (Path one : List.of(former, current)) {
            DecryptionKey alone = DecryptionKey.read(one, Secret.of(""));
            assertThat(KeyFile.secretKeys(one).getFirst().getSecretKeys().values())
                    .filteredOn(part -> alone.has(KeyFile.fingerprint(
                            part.getPGPSecretKey().getPublicKey().getFingerprint())))
                    .isNotEmpty()
                    .allMatch(part -> key.has(KeyFile.fingerprint(
                            part.getPGPSecretKey().getPublicKey().getFingerprint())));
        }
    }

    private static void readsWhatGpgMade(Path file, String user) throws Exception {
        Recipient recipient = Recipient.read(file);

        assertThat(recipient.fingerprint()).isEqualTo(GPG.fingerprint(user));
        assertThat(recipient.label()).isEqualTo(user);
        assertThat(recipient.encryptionFingerprint(Instant.now()))
                .matches("[0-9A-F]{40}")
                .isNotEqualTo(recipient.fingerprint());
    }

    private Shell.Result verify(Path signature, Path file) {
        return Shell.run(
                List.of(
                        "gpg",
                        "--homedir",
                        GPG.folder().toString(),
                        "--batch",
                        "--verify",
                        signature.toString(),
                        file.toString()),
                folder,
                Map.of(),
                "");
    }
}
