package io.mooring.backup.bench;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.key.Secret;
import io.mooring.backup.key.TrustedSigners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Two recipients' keys without passphrase, of either kind, in a home of gpg's of their own. */
final class BenchKeys {

    static final String OPERATIONS = "ops@bench.invalid";
    static final String ESCROW = "escrow@bench.invalid";

    private final Path folder;

    private BenchKeys(Path folder) {
        this.folder = folder;
    }

    /** What gpg needs to know to find the keys. */
    static Map<String, String> environment(Path folder) {
        return Map.of("GNUPGHOME", home(folder).toString());
    }

    /** @param tools which run in that folder, with {@link #environment} */
    static BenchKeys make(Path folder, StockTools tools) throws IOException, InterruptedException {
        Files.createDirectory(home(folder));
        tools.run("chmod 700 gpg");
        make(tools, OPERATIONS, "ops", "default");
        make(tools, ESCROW, "escrow", "future-default");
        return new BenchKeys(folder);
    }

    List<Recipient> recipients() throws KeyUnusable {
        return List.of(Recipient.read(file("ops.asc")), Recipient.read(file("escrow.asc")));
    }

    ManifestSigner signer() throws KeyUnusable {
        return ManifestSigner.read(file("escrow.sec.asc"), Secret.of(""), Instant.now());
    }

    TrustedSigners signers() throws KeyUnusable {
        return TrustedSigners.read(List.of(file("escrow.asc")));
    }

    DecryptionKey decryption() throws KeyUnusable {
        return DecryptionKey.read(file("ops.sec.asc"), Secret.of(""));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static Path home(Path folder) {
        return folder.resolve("gpg");
    }

    private static void make(StockTools tools, String user, String name, String algorithm)
            throws IOException, InterruptedException {
        String gpg = "gpg --batch --quiet --pinentry-mode loopback --passphrase '' ";
        tools.run(gpg + "--quick-generate-key " + user + " " + algorithm
                + " default never 2>/dev/null; gpg --armor --export " + user + " > " + name + ".asc; " + gpg
                + "--armor --export-secret-keys " + user + " > " + name + ".sec.asc");
    }
}
