package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.testkit.S3;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.s3.S3Client;

/** What must hold after a backup that did not come to be. */
final class NothingLeft {

    private NothingLeft() {}

    static void in(BackupLocation location) throws Exception {
        assertThat(location.list("")).as("objects in " + location.id()).isEmpty();
    }

    static void in(InMemoryLocation location) {
        assertThat(location.list("")).as("objects in " + location.id()).isEmpty();
        assertThat(location.unfinished()).isEmpty();
    }

    static void in(Path folder) {
        assertThat(folder).isEmptyDirectory();
    }

    static void in(S3.Bucket bucket) {
        try (S3Client client = bucket.client()) {
            assertThat(client.listObjectsV2(request -> request.bucket(bucket.name()))
                            .contents())
                    .isEmpty();
            assertThat(client.listMultipartUploads(request -> request.bucket(bucket.name()))
                            .uploads())
                    .isEmpty();
        }
    }

    /** No pg_dump of this JVM runs any more. */
    static void ofPgDump() {
        Awaitility.await().until(() -> PgDumps.running().isEmpty());
    }
}
