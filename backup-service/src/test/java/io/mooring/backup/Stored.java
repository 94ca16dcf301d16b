package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import io.mooring.testkit.S3;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/** What really lies at the locations, looked at behind the service's back. */
final class Stored {

    private Stored() {}

    /** Whatever belongs to the run, temporary files too. */
    static List<Path> files(Path root, String runId) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && file.toString().contains(runId)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                /** The store tidies up at the same time what a killed service's broken connection left half-sent. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
                }
            });
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return files;
    }

    /** A manifest is only there when everything that it vouches for is, byte for byte: nothing half-written passes for a backup. */
    static boolean isBackup(Path root, String runId) {
        List<Path> manifests = files(root, runId).stream()
                .filter(file -> file.endsWith("manifest.json"))
                .toList();
        assertThat(manifests).hasSizeLessThan(2);
        manifests.forEach(Stored::assertWhole);
        return !manifests.isEmpty();
    }

    private static void assertWhole(Path file) {
        try {
            Manifest manifest = ManifestJson.read(Files.readAllBytes(file));
            assertThat(file.resolveSibling("manifest.json.sig")).isNotEmptyFile();
            for (Manifest.Chunk chunk : manifest.data().chunks()) {
                byte[] bytes = Files.readAllBytes(file.resolveSibling(chunk.name()));
                assertThat(bytes).hasSize(Math.toIntExact(chunk.bytes()));
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                        .isEqualTo(chunk.sha256());
            }
        } catch (IOException | ManifestRejected | NoSuchAlgorithmException broken) {
            throw new AssertionError(file + " vouches for what is not there", broken);
        }
    }

    /** A run that is over says of each copy what its location holds: a whole backup, or nothing at all. */
    static void isAsTold(JsonNode run, Installation installation) {
        String id = run.path("id").asString();
        boolean any = false;
        for (JsonNode copy : run.path("copies")) {
            Path root = installation.root(copy.path("locationId").asString());
            boolean stored = "stored".equals(copy.path("state").asString());
            assertThat(isBackup(root, id)).as(run.toString()).isEqualTo(stored);
            assertThat(files(root, id).isEmpty()).as(run.toString()).isEqualTo(!stored);
            any |= stored;
        }
        String state = run.path("state").asString();
        assertThat(state).as(run.toString()).isIn(any ? List.of("completed", "partial") : List.of("failed"));
        assertThat(run.path("failure").path("message").asString("")).matches(any ? "" : "[A-Z].*[.]");
        assertNoUploads(installation.bucket);
    }

    /** Unfinished multipart uploads cost money and are in no list of objects. */
    static void assertNoUploads(S3.Bucket bucket) {
        try (S3Client client = bucket.client()) {
            assertThat(client.listMultipartUploads(request -> request.bucket(bucket.name()))
                            .uploads())
                    .isEmpty();
        }
    }
}
