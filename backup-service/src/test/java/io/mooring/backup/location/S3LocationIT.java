package io.mooring.backup.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.key.Secret;
import io.mooring.testkit.S3;
import io.mooring.testkit.network.CutCable;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3LocationIT extends BackupLocationContract {

    private static final int MIB = 1024 * 1024;

    private S3.Bucket bucket;

    @Override
    protected BackupLocation emptyLocation() {
        bucket = S3.shared().freshBucket();
        return location(bucket.name(), bucket.endpoint(), bucket.key().secret());
    }

    @Override
    protected boolean hasLeftovers() {
        try (S3Client client = bucket.client()) {
            return !client.listMultipartUploads(request -> request.bucket(bucket.name()))
                    .uploads()
                    .isEmpty();
        }
    }

    @Test
    void saysThatTheBucketIsNotThere() {
        S3Location location =
                location("no-such-bucket", bucket.endpoint(), bucket.key().secret());

        fails(LocationFault.UNREACHABLE, () -> write(location, MIB));
        fails(LocationFault.UNREACHABLE, () -> write(location, 6 * MIB));
        assertThat(location.check().state()).isEqualTo(LocationHealth.State.DOWN);
    }

    @Test
    void saysThatTheCredentialsAreWrong() {
        S3Location location = location(bucket.name(), bucket.endpoint(), "wrong");

        assertThatThrownBy(() -> write(location, MIB))
                .isInstanceOf(LocationFailure.class)
                .hasMessageContaining("403");
    }

    @Test
    void sendsAPartAgainWhenTheConnectionBreaks() throws Exception {
        try (CutCable cable =
                CutCable.to(bucket.endpoint().getHost(), bucket.endpoint().getPort())) {
            S3Location location =
                    location(bucket.name(), through(cable), bucket.key().secret());
            byte[] content = new byte[6 * MIB];
            cable.limit(20L * MIB);
            try (ObjectSink sink = location.create("plan/run/data.bin")) {
                sink.write(content, 0, content.length);
                cable.reset();
                sink.write(content, 0, content.length);
                cable.reset();
                sink.commit();
            }
            assertThat(location.list("")).containsExactly(new StoredObject("plan/run/data.bin", 12L * MIB));
        }
    }

    @Test
    void saysThatTheStoreIsGoneAndRemovesTheUploadLater() throws Exception {
        try (CutCable cable =
                CutCable.to(bucket.endpoint().getHost(), bucket.endpoint().getPort())) {
            S3Location location =
                    location(bucket.name(), through(cable), bucket.key().secret());
            try (ObjectSink sink = location.create("plan/run/data.bin")) {
                sink.write(new byte[6 * MIB], 0, 6 * MIB);
                cable.cut();
                fails(LocationFault.UNREACHABLE, sink::commit);
            }
            assertThat(location.check().state()).isEqualTo(LocationHealth.State.DOWN);
            cable.mend();
            location.abortLeftovers(run -> true);
            assertThat(location.list("")).isEmpty();
            assertThat(hasLeftovers()).isFalse();
        }
    }

    private static URI through(CutCable cable) {
        return URI.create("http://" + cable.host() + ":" + cable.port());
    }

    private S3Location location(String name, URI endpoint, String secret) {
        return new S3Location(new S3Settings(
                "bucket",
                name,
                "backups/",
                endpoint,
                "eu-central-1",
                true,
                new S3Settings.Credentials(bucket.key().id(), Secret.of(secret)),
                true,
                5 * MIB,
                2,
                Duration.ofSeconds(20)));
    }

    private static void write(S3Location location, int size) throws Exception {
        try (ObjectSink sink = location.create("plan/run/data.bin")) {
            sink.write(new byte[size], 0, size);
            sink.commit();
        }
    }

    private static void fails(LocationFault fault, ThrowingCallable action) {
        assertThatThrownBy(action)
                .asInstanceOf(InstanceOfAssertFactories.type(LocationFailure.class))
                .extracting(LocationFailure::fault)
                .isEqualTo(fault);
    }
}
