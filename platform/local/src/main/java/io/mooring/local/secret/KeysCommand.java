package io.mooring.local.secret;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.Programs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;

/** {@code ./mooring keys [rotate NAME]}: makes what is missing, shows all, retires one. */
public final class KeysCommand {

    private final Path folder;
    private final KeyPairs pairs;
    private final PrintStream out;

    KeysCommand(Path folder, PrintStream out) {
        this.folder = folder;
        this.pairs = new KeyPairs(folder);
        this.out = out;
    }

    public static void main(String[] arguments) {
        try {
            new KeysCommand(Path.of(arguments[0]), System.out)
                    .run(Arrays.copyOfRange(arguments, 1, arguments.length), Instant.now());
        } catch (IllegalArgumentException | EmbeddedPartException wrong) {
            System.err.println("mooring: " + wrong.getMessage());
            System.exit(1);
        }
    }

    void run(String[] arguments, Instant now) {
        if (arguments.length == 2 && arguments[0].equals("rotate")) {
            rotate(arguments[1], now);
        } else if (arguments.length != 0) {
            throw new IllegalArgumentException(
                    "'./mooring keys' shows the keys, './mooring keys rotate NAME' makes one anew");
        }
        show();
    }

    private void rotate(String name, Instant now) {
        KeyRole role = KeyRole.of(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no key '" + name + "'; there are: "
                        + Arrays.stream(KeyRole.values()).map(KeyRole::word).collect(Collectors.joining(", "))));
        pairs.retire(role.word(), now);
        file(role);
        out.println("The key '" + name
                + "' is made anew. The former one is kept beside it: what was encrypted to it or signed by");
        out.println("it stays readable and believed. The new one is used from the next './mooring up' on.");
        out.println();
    }

    private void show() {
        out.printf("%-11s %-40s %-10s  %s%n", "KEY", "FINGERPRINT", "MADE", "FOR");
        for (KeyRole role : KeyRole.values()) {
            Described key = describe(file(role));
            int retired = pairs.retiredPublicKeys(role.word()).size();
            out.printf(
                    "%-11s %-40s %-10s  %s%s%n",
                    role.word(),
                    key.fingerprint(),
                    key.made(),
                    role.purpose(),
                    retired == 0 ? "" : " (" + retired + " former kept)");
        }
        out.println();
        out.println("In " + folder + ", each with its public and private half.");
    }

    private Path file(KeyRole role) {
        return switch (role) {
            case OPERATIONS, ESCROW, RESTORE -> pairs.publicKey(role.word());
            case MANIFEST -> pairs.signingKey(role.word()).resolveSibling(role.word() + ".public.asc");
        };
    }

    private record Described(String fingerprint, LocalDate made) {}

    /** By gpg's machine-readable listing (doc/DETAILS): the sixth field of pub is its time, the tenth of fpr the fingerprint. */
    private static Described describe(Path publicKey) {
        String listing = Programs.output("gpg", "--batch", "--with-colons", "--show-keys", publicKey.toString())
                .orElseThrow(() -> new EmbeddedPartException("gpg cannot read " + publicKey));
        return new Described(
                field(listing, "fpr", 9),
                Instant.ofEpochSecond(Long.parseLong(field(listing, "pub", 5)))
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate());
    }

    private static String field(String listing, String record, int index) {
        return listing.lines()
                .filter(line -> line.startsWith(record + ":"))
                .map(line -> line.split(":", -1)[index])
                .findFirst()
                .orElseThrow(() -> new EmbeddedPartException("gpg lists no '" + record + "'"));
    }
}
