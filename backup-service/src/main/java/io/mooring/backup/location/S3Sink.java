package io.mooring.backup.location;

import io.mooring.platform.observability.TraceLater;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Writes one object: in one request when it fits into a part, else as a multipart upload whose parts go up side by side from a
 * fixed set of buffers. A part stays in its buffer until the store has it, so that a retry can send it again.
 */
final class S3Sink implements ObjectSink {

    private static final Duration STOPPING = Duration.ofSeconds(10);
    private static final String OCTETS = "application/octet-stream";

    private final S3Client client;
    private final S3Settings settings;
    private final S3Retention retention;
    private final String key;
    private final String where;
    private final S3Written written;
    private final BlockingQueue<byte[]> free = new LinkedBlockingQueue<>();
    private final List<FutureTask<CompletedPart>> parts = new ArrayList<>();
    private final List<Thread> uploaders = new ArrayList<>();
    private int buffers;
    private byte @Nullable [] part;
    private int filled;
    private @Nullable String uploadId;
    private volatile @Nullable SdkException partFailure;
    private boolean inDoubt;
    private boolean committed;

    S3Sink(S3Client client, S3Settings settings, S3Retention retention, String key, String where) {
        this.client = client;
        this.settings = settings;
        this.retention = retention;
        this.key = key;
        this.where = where;
        this.written = new S3Written(
                client, settings, retention, key, UUID.randomUUID().toString());
    }

    @Override
    public void write(byte[] data, int offset, int length) throws LocationFailure, InterruptedException {
        int from = offset;
        int left = length;
        while (left > 0) {
            byte[] target = part();
            int n = Math.min(left, target.length - filled);
            System.arraycopy(data, from, target, filled, n);
            filled += n;
            from += n;
            left -= n;
            if (filled == target.length) {
                uploadPart();
            }
        }
    }

    @Override
    public void commit() throws LocationFailure, InterruptedException {
        try {
            List<CompletedPart> done = uploadId == null ? List.of() : await();
            inDoubt = true;
            if (uploadId == null) {
                put();
            } else {
                complete(uploadId, done);
            }
        } catch (SdkException failure) {
            if (!(S3Faults.isTaken(failure) || S3Faults.isMissing(failure)) || !written.isThere()) {
                throw failed(failure);
            }
        }
        committed = true;
    }

    @Override
    public void close() {
        boolean wasBegun = uploadId != null || inDoubt;
        if ((committed || !wasBegun) && !written.isBegunTwice()) {
            return;
        }
        // The SDK refuses to work for an interrupted thread, and a cancelled one is what usually comes here.
        boolean interrupted = Thread.interrupted();
        try {
            takeBack();
        } catch (SdkException | InterruptedException later) {
            // A leftover; abortLeftovers finds it in the store's lists.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void takeBack() throws InterruptedException {
        stopUploads();
        if (written.isBegunTwice()) {
            written.abortAll();
        } else if (uploadId != null) {
            written.abort(uploadId);
        }
        if (inDoubt && !committed) {
            written.delete();
        }
    }

    /** A part that arrives after the abort would stay in the store, and be paid for. */
    private void stopUploads() throws InterruptedException {
        parts.forEach(upload -> upload.cancel(true));
        for (Thread uploader : uploaders) {
            uploader.join(STOPPING);
        }
    }

    private byte[] part() throws InterruptedException, LocationFailure {
        byte[] current = part;
        if (current == null) {
            if (buffers <= settings.partsInFlight()) {
                buffers++;
                current = new byte[settings.partBytes()];
            } else {
                current = free.take();
            }
            part = current;
            filled = 0;
        }
        SdkException failure = partFailure;
        if (failure != null) {
            throw S3Faults.of(where, failure);
        }
        return current;
    }

    private void uploadPart() throws LocationFailure, InterruptedException {
        byte[] full = part();
        int length = filled;
        int number = parts.size() + 1;
        String id = upload();
        part = null;
        FutureTask<CompletedPart> upload = new FutureTask<>(() -> upload(id, number, full, length));
        parts.add(upload);
        uploaders.add(Thread.ofVirtual().name("s3-part-" + number).start(TraceLater.carrying(upload)));
    }

    private String upload() throws LocationFailure, InterruptedException {
        String id = uploadId;
        if (id == null) {
            try {
                id = written.begin(algorithm());
            } catch (SdkException failure) {
                throw failed(failure);
            }
            uploadId = id;
        }
        return id;
    }

    private CompletedPart upload(String id, int number, byte[] bytes, int length) {
        try {
            UploadPartResponse answer = client.uploadPart(
                    request -> request.bucket(settings.bucket())
                            .key(key)
                            .uploadId(id)
                            .partNumber(number)
                            .checksumAlgorithm(algorithm())
                            .contentMD5(md5(bytes, length)),
                    body(bytes, length));
            return CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .checksumCRC32(answer.checksumCRC32())
                    .build();
        } catch (SdkException failure) {
            partFailure = failure;
            throw failure;
        } finally {
            free.add(bytes);
        }
    }

    private void put() {
        byte[] bytes = part == null ? new byte[0] : part;
        int length = part == null ? 0 : filled;
        client.putObject(
                request -> request.bucket(settings.bucket())
                        .key(key)
                        .metadata(written.metadata())
                        .checksumAlgorithm(algorithm())
                        .contentMD5(md5(bytes, length))
                        .objectLockMode(retention.mode())
                        .objectLockRetainUntilDate(retention.until())
                        .ifNoneMatch("*"),
                body(bytes, length));
    }

    private void complete(String id, List<CompletedPart> done) {
        S3Calls.ask(() -> client.completeMultipartUpload(request -> request.bucket(settings.bucket())
                .key(key)
                .uploadId(id)
                .ifNoneMatch("*")
                .multipartUpload(upload -> upload.parts(done))));
    }

    private List<CompletedPart> await() throws LocationFailure, InterruptedException {
        if (part != null && filled > 0) {
            uploadPart();
        }
        List<CompletedPart> done = new ArrayList<>();
        for (FutureTask<CompletedPart> upload : parts) {
            done.add(await(upload));
        }
        return done;
    }

    private CompletedPart await(FutureTask<CompletedPart> upload) throws LocationFailure, InterruptedException {
        try {
            return upload.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SdkException answer) {
                throw failed(answer);
            }
            throw new LocationFailure(LocationFault.FAILED, where + ": " + failure.getCause(), failure);
        } catch (CancellationException closed) {
            throw new InterruptedException("the upload was cancelled");
        }
    }

    private @Nullable ChecksumAlgorithm algorithm() {
        return settings.checksums() ? ChecksumAlgorithm.CRC32 : null;
    }

    /** Instead of a checksum that the store would refuse; one of the two has it look at what arrived. */
    private @Nullable String md5(byte[] bytes, int length) {
        if (settings.checksums()) {
            return null;
        }
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(bytes, 0, length);
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }

    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                ContentStreamProvider.fromInputStreamSupplier(() -> new ByteArrayInputStream(bytes, 0, length)),
                length,
                OCTETS);
    }

    private LocationFailure failed(SdkException failure) throws InterruptedException {
        if (S3Faults.isInterrupt(failure)) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while writing to " + where);
        }
        return S3Faults.of(where, failure);
    }
}
