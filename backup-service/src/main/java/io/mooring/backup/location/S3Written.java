package io.mooring.backup.location;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/**
 * What one writer has put into a bucket, to be recognised and taken back. Nobody waits for a silent store longer than one request's time
 * here: what it did not take back is a leftover.
 */
final class S3Written {

    private static final String MARK = "mooring-writer";

    private final S3Client client;
    private final S3Settings settings;
    private final S3Retention retention;
    private final String key;
    private final String mark;
    private int begins;

    /** @param mark this writer's own */
    S3Written(S3Client client, S3Settings settings, S3Retention retention, String key, String mark) {
        this.client = client;
        this.settings = settings;
        this.retention = retention;
        this.key = key;
        this.mark = mark;
    }

    /** To be stored with the object: tells our own from somebody else's when an answer was lost. */
    Map<String, String> metadata() {
        return Map.of(MARK, mark);
    }

    /** Begins a multipart upload. */
    String begin(@Nullable ChecksumAlgorithm algorithm) {
        return S3Calls.ask(() -> {
                    begins++;
                    return client.createMultipartUpload(request -> request.bucket(settings.bucket())
                            .key(key)
                            .metadata(metadata())
                            .checksumAlgorithm(algorithm)
                            .objectLockMode(retention.mode())
                            .objectLockRetainUntilDate(retention.until())
                            .overrideConfiguration(call -> call.addMetricPublisher(new CountRepeats())));
                })
                .uploadId();
    }

    /** Whether more uploads may have been begun than we were told of: an answer was lost, and the question repeated. */
    boolean isBegunTwice() {
        return begins > 1;
    }

    /** Aborts every unfinished upload of this key, whose only writer we are. */
    void abortAll() {
        client
                .listMultipartUploadsPaginator(
                        request -> request.bucket(settings.bucket()).prefix(key).overrideConfiguration(this::briefly))
                .uploads()
                .stream()
                .filter(upload -> upload.key().equals(key))
                .forEach(upload -> abort(upload.uploadId()));
    }

    /** False as well when nobody can tell. */
    boolean isThere() {
        try {
            return mark.equals(client.headObject(
                            request -> request.bucket(settings.bucket()).key(key))
                    .metadata()
                    .get(MARK));
        } catch (SdkException unknown) {
            return false;
        }
    }

    /** @throws SdkException when the store cannot be asked; an upload that is gone is fine */
    void abort(String uploadId) {
        try {
            client.abortMultipartUpload(request -> request.bucket(settings.bucket())
                    .key(key)
                    .uploadId(uploadId)
                    .overrideConfiguration(this::briefly));
        } catch (SdkException failure) {
            if (!S3Faults.isMissing(failure)) {
                throw failure;
            }
        }
    }

    /** Deletes the object if it is ours: a commit that failed may have worked. A locked one is hidden, and freed by a later sweep. */
    void delete() {
        String found = client.headObject(
                        request -> request.bucket(settings.bucket()).key(key).overrideConfiguration(this::briefly))
                .metadata()
                .get(MARK);
        if (mark.equals(found)) {
            client.deleteObject(
                    request -> request.bucket(settings.bucket()).key(key).overrideConfiguration(this::briefly));
        }
    }

    private void briefly(AwsRequestOverrideConfiguration.Builder request) {
        request.apiCallTimeout(settings.requestTimeout());
    }

    /** Told by the SDK at the end of a call, on its thread. */
    private final class CountRepeats implements MetricPublisher {

        @Override
        public void publish(MetricCollection call) {
            call.metricValues(CoreMetric.RETRY_COUNT).forEach(repeats -> begins += repeats);
        }

        @Override
        public void close() {}
    }
}
