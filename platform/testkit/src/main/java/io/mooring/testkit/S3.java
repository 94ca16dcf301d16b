package io.mooring.testkit;

import io.mooring.embedded.s3.AccessKey;
import io.mooring.embedded.s3.S3Store;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One S3 store for all tests of a JVM, where each test takes a bucket of its own. It is the same s3proxy inside the JVM with and
 * without a Docker engine: a container of it would be no more real.
 */
public final class S3 {

    private final S3Store store;

    private S3(S3Store store) {
        this.store = store;
    }

    /** Starts the store at the first call, below 1 second. */
    public static S3 shared() {
        return Shared.S3;
    }

    /** A store of the caller's own. The caller closes it. */
    public static S3Store own() {
        return S3Store.startTemporary();
    }

    /** A new empty bucket. */
    public Bucket freshBucket() {
        String name = "test-" + UUID.randomUUID();
        store.createBucket(name);
        return new Bucket(store.endpoint(), name, store.key(), store.bucketFolder(name));
    }

    /**
     * A bucket and how to reach it (path-style addresses, any region).
     *
     * @param folder where its objects lie as files, for tests that damage or remove them
     */
    public record Bucket(URI endpoint, String name, AccessKey key, Path folder) {

        /** A client of the AWS SDK that the caller closes. */
        public S3Client client() {
            var credentials = AwsBasicCredentials.create(key.id(), key.secret());
            return S3Client.builder()
                    .endpointOverride(endpoint)
                    .region(Region.EU_CENTRAL_1)
                    .forcePathStyle(true)
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .credentialsProvider(StaticCredentialsProvider.create(credentials))
                    .build();
        }
    }

    private static final class Shared {

        static final S3 S3 = start();

        private static S3 start() {
            S3Store store = S3Store.startTemporary();
            AtExit.close("S3 store", store);
            return new S3(store);
        }
    }
}
