package io.mooring.backup.rebuild;

import io.mooring.backup.manifest.Manifest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tar said that it brought back ({@code tar -xvv --numeric-owner --quoting-style=escape}), counted. */
public record CountListing(long files, long folders, long links, long bytes) {

    static CountListing of(Path listing) throws IOException {
        long files = 0;
        long folders = 0;
        long links = 0;
        long bytes = 0;
        try (BufferedReader lines = Files.newBufferedReader(listing, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = line.split(" +", 4);
                if (columns.length == 4) {
                    switch (columns[0].charAt(0)) {
                        case '-' -> {
                            files++;
                            bytes += Long.parseLong(columns[2]);
                        }
                        case 'h' -> files++;
                        case 'd' -> folders++;
                        case 'l' -> links++;
                        default -> throw new IOException("tar brought back something odd: " + line);
                    }
                }
            }
        } catch (NumberFormatException odd) {
            throw new IOException("tar said something odd", odd);
        }
        return new CountListing(files, folders, links, bytes);
    }

    /** Whether it is what the manifest says. */
    public boolean is(Manifest.Files expected) {
        return files == expected.files()
                && folders == expected.folders()
                && links == expected.links()
                && bytes == expected.bytes();
    }

    public String words() {
        return words(files, folders, links, bytes);
    }

    public static String words(Manifest.Files expected) {
        return words(expected.files(), expected.folders(), expected.links(), expected.bytes());
    }

    private static String words(long files, long folders, long links, long bytes) {
        return files + " files with " + bytes + " bytes, " + folders + " folders and " + links + " links";
    }
}
