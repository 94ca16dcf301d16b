package io.mooring.embedded.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3StoreIT {

    private static final byte[] FIVE_MIB = new byte[5 * 1024 * 1024];
    private static S3Store store;

    @BeforeAll
    static void startStore() {
        store = S3Store.startTemporary();
        store.createBucket("backups");
    }

    @AfterAll
    static void stopStore() {
        store.close();
    }

    @Test
    void givesBackWhatWasPut() {
        try (S3Client client = client(store, store.key())) {
            client.putObject(r -> r.bucket("backups").key("a/b"), RequestBody.fromString("hello"));

            assertThat(client.getObjectAsBytes(r -> r.bucket("backups").key("a/b"))
                            .asUtf8String())
                    .isEqualTo("hello");
            assertThat(store.bucketFolder("backups").resolve("a/b")).exists();
        }
    }

    @Test
    void joinsTheParts() {
        try (S3Client client = client(store, store.key())) {
            String upload = client.createMultipartUpload(
                            r -> r.bucket("backups").key("parts"))
                    .uploadId();
            List<CompletedPart> parts =
                    List.of(part(client, upload, 1, FIVE_MIB), part(client, upload, 2, new byte[3]));
            client.completeMultipartUpload(
                    r -> r.bucket("backups").key("parts").uploadId(upload).multipartUpload(m -> m.parts(parts)));

            assertThat(client.headObject(r -> r.bucket("backups").key("parts")).contentLength())
                    .isEqualTo(FIVE_MIB.length + 3L);
        }
    }

    @Test
    void forgetsAnAbortedUpload() {
        try (S3Client client = client(store, store.key())) {
            String upload = client.createMultipartUpload(
                            r -> r.bucket("backups").key("aborted"))
                    .uploadId();
            part(client, upload, 1, FIVE_MIB);
            assertThat(uploads(client)).contains(upload);

            client.abortMultipartUpload(r -> r.bucket("backups").key("aborted").uploadId(upload));

            assertThat(uploads(client)).doesNotContain(upload);
            assertThatThrownBy(() -> client.headObject(r -> r.bucket("backups").key("aborted")))
                    .isInstanceOf(S3Exception.class);
        }
    }

    @Test
    void refusesToReplaceWhenAskedNotTo() {
        try (S3Client client = client(store, store.key())) {
            client.putObject(r -> r.bucket("backups").key("once").ifNoneMatch("*"), RequestBody.fromString("first"));

            assertThatThrownBy(() -> client.putObject(
                            r -> r.bucket("backups").key("once").ifNoneMatch("*"), RequestBody.fromString("second")))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
            assertThat(client.getObjectAsBytes(r -> r.bucket("backups").key("once"))
                            .asUtf8String())
                    .isEqualTo("first");
        }
    }

    @Test
    void refusesAWrongKey() {
        try (S3Client client = client(store, new AccessKey(store.key().id(), "not the secret"))) {
            assertThatThrownBy(() -> client.listObjectsV2(r -> r.bucket("backups")))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void keepsObjectsAcrossARestart(@TempDir Path folder) {
        AccessKey key = new AccessKey("local", "a long secret");
        int port = io.mooring.embedded.process.FreePorts.next();
        try (S3Store first = S3Store.start(folder, port, key);
                S3Client client = client(first, key)) {
            first.createBucket("kept");
            client.putObject(r -> r.bucket("kept").key("x"), RequestBody.fromString("1"));
        }
        try (S3Store second = S3Store.start(folder, port, key);
                S3Client client = client(second, key)) {
            second.createBucket("kept");
            assertThat(client.getObjectAsBytes(r -> r.bucket("kept").key("x")).asUtf8String())
                    .isEqualTo("1");
        }
    }

    private static CompletedPart part(S3Client client, String upload, int number, byte[] bytes) {
        String key = client.listMultipartUploads(r -> r.bucket("backups")).uploads().stream()
                .filter(u -> u.uploadId().equals(upload))
                .findFirst()
                .orElseThrow()
                .key();
        String etag = client.uploadPart(
                        r -> r.bucket("backups").key(key).uploadId(upload).partNumber(number),
                        RequestBody.fromBytes(bytes))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    private static List<String> uploads(S3Client client) {
        return client.listMultipartUploads(r -> r.bucket("backups")).uploads().stream()
                .map(u -> u.uploadId())
                .toList();
    }

    private static S3Client client(S3Store store, AccessKey key) {
        return S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.EU_CENTRAL_1)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }
}
