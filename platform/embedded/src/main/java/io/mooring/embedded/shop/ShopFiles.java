package io.mooring.embedded.shop;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;
import java.util.UUID;

/** The shop's files: invoices, uploads, and a few whose names or kinds trip careless code. */
public final class ShopFiles {

    private static final int FILES_IN_FOLDER = 100;
    private static final int MOST_BYTES = 40_000;

    private ShopFiles() {}

    /**
     * Writes the tree, unless the folder exists already. It appears whole, by one rename.
     *
     * @return whether files were written
     */
    public static boolean write(Path folder, ShopSize size) {
        return appear(folder, growing -> {
            writeUploads(growing.resolve("uploads"), size);
            writeOddities(growing.resolve("oddities"));
        });
    }

    /** Writes the shop's configuration, with a secret that only its owner may read, unless the folder exists already. */
    public static boolean writeConfiguration(Path folder) {
        return appear(folder, growing -> {
            Files.writeString(growing.resolve("shop.properties"), "shop.currency=EUR\nshop.vat.percent=19\n");
            Files.createDirectories(growing.resolve("web"));
            Files.writeString(growing.resolve("web").resolve("shop.conf"), "server { listen 443; root /srv/shop; }\n");
            Path secrets = Files.createDirectory(
                    growing.resolve("secrets"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path key = Files.createFile(
                    secrets.resolve("payment-provider"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, UUID.randomUUID() + "\n");
        });
    }

    private interface Write {
        void into(Path growing) throws IOException;
    }

    private static boolean appear(Path folder, Write write) {
        if (Files.exists(folder)) {
            return false;
        }
        try {
            Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
            Path growing = Files.createTempDirectory(parent, folder.getFileName() + "-growing-");
            try {
                write.into(growing);
                Files.move(growing, folder, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                TemporaryFolders.delete(growing);
            }
            return true;
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot write the shop's files to " + folder + ": " + e, e);
        }
    }

    private static void writeUploads(Path folder, ShopSize size) throws IOException {
        SplittableRandom random = new SplittableRandom(size.seed());
        Words words = new Words(random);
        long written = 0;
        for (int i = 0; written < size.fileBytes(); i++) {
            Path sub = Files.createDirectories(folder.resolve("%04d".formatted(i / FILES_IN_FOLDER)));
            byte[] content = random.nextBoolean() ? invoice(words, random) : image(random);
            Files.write(sub.resolve("upload-" + i), content);
            written += content.length;
        }
    }

    private static byte[] invoice(Words words, SplittableRandom random) {
        StringBuilder text =
                new StringBuilder("Invoice for ").append(words.person()).append('\n');
        for (int i = random.nextInt(5, 200); i > 0; i--) {
            text.append(words.product()).append(": ").append(words.note()).append('\n');
        }
        return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] image(SplittableRandom random) {
        byte[] content = new byte[random.nextInt(1, MOST_BYTES)];
        random.nextBytes(content);
        return content;
    }

    private static void writeOddities(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("an empty folder"));
        Files.createFile(folder.resolve("empty"));
        Files.writeString(folder.resolve("-rf"), "a name like an option\n");
        Files.writeString(folder.resolve("naïve café ☕ 'quoted' \"twice\""), "a name with everything\n");
        Files.writeString(folder.resolve("long-" + "x".repeat(200)), "a long name\n");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("empty"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    }
}
