package io.mooring.testkit.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What can be asked of an object. */
final class ObjectCalls {

    private static final byte[] NOTHING = new byte[0];

    private final LockingStore store;

    ObjectCalls(LockingStore store) {
        this.store = store;
    }

    void answer(Call call, LockedBucket bucket) throws IOException {
        switch (call.method()) {
            case "HEAD", "GET" -> read(call, bucket);
            case "PUT" -> put(call, bucket);
            case "POST" -> post(call, bucket);
            case "DELETE" -> delete(call, bucket);
            default -> throw new Refusal(405, "MethodNotAllowed", "The specified method is not allowed");
        }
    }

    private void read(Call call, LockedBucket bucket) throws IOException {
        Version found = bucket.find(call.key(), call.query().get("versionId"));
        if (found == null) {
            throw Refusal.noSuchKey();
        }
        byte[] content = found.content;
        if (content == null) {
            throw new Refusal(405, "MethodNotAllowed", "A delete marker");
        }
        var headers = call.exchange().getResponseHeaders();
        headers.set("ETag", "\"" + found.id + "\"");
        headers.set("x-amz-version-id", found.id);
        found.metadata.forEach(headers::set);
        Lock lock = found.lock();
        if (lock != null) {
            headers.set("x-amz-object-lock-mode", lock.mode());
            headers.set("x-amz-object-lock-retain-until-date", lock.until().toString());
        }
        if (call.method().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(content.length));
        }
        call.answer(200, content);
    }

    private void put(Call call, LockedBucket bucket) throws IOException {
        if (call.asks("retention")) {
            Lock next = Lock.of(call.element("Mode"), call.element("RetainUntilDate"), store.now());
            if (next == null || !call.hasChecksum()) {
                throw Refusal.invalid("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
            }
            bucket.retain(call.key(), call.query().get("versionId"), next);
            call.answer(200, NOTHING);
        } else if (call.asks("uploadId")) {
            upload(call, bucket).parts().put(Integer.parseInt(call.query().get("partNumber")), call.body());
            stored(call, null);
        } else {
            Lock lock = wanted(call, bucket);
            if (lock != null && !call.hasChecksum()) {
                throw Refusal.invalid(
                        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object"
                                + " Lock parameters");
            }
            stored(call, bucket.put(call.key(), call.body(), call.metadata(), lock, isOnlyNew(call)));
        }
    }

    private void post(Call call, LockedBucket bucket) throws IOException {
        if (call.asks("uploads")) {
            String id = UUID.randomUUID().toString();
            bucket.uploads.put(
                    id,
                    new LockedBucket.Upload(
                            call.key(), call.metadata(), wanted(call, bucket), new ConcurrentSkipListMap<>()));
            call.answer(200, S3Words.begun(call, id));
            return;
        }
        LockedBucket.Upload upload = upload(call, bucket);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List.copyOf(upload.parts().values()).forEach(whole::writeBytes);
        Version version =
                bucket.put(call.key(), whole.toByteArray(), upload.metadata(), upload.lock(), isOnlyNew(call));
        bucket.uploads.remove(call.query().get("uploadId"));
        call.exchange().getResponseHeaders().set("x-amz-version-id", version.id);
        call.answer(200, S3Words.completed(call, version));
    }

    private void delete(Call call, LockedBucket bucket) throws IOException {
        if (call.asks("uploadId")) {
            upload(call, bucket);
            bucket.uploads.remove(call.query().get("uploadId"));
        } else {
            bucket.delete(call.key(), call.query().get("versionId"));
        }
        call.answer(204, NOTHING);
    }

    private static void stored(Call call, @Nullable Version version) throws IOException {
        var headers = call.exchange().getResponseHeaders();
        headers.set("ETag", "\"" + UUID.randomUUID() + "\"");
        if (version != null) {
            headers.set("x-amz-version-id", version.id);
        }
        call.answer(200, NOTHING);
    }

    private static @Nullable Lock wanted(Call call, LockedBucket bucket) {
        return bucket.wanted(call.header("x-amz-object-lock-mode"), call.header("x-amz-object-lock-retain-until-date"));
    }

    private static boolean isOnlyNew(Call call) {
        return "*".equals(call.header("If-None-Match"));
    }

    private static LockedBucket.Upload upload(Call call, LockedBucket bucket) {
        LockedBucket.Upload upload = bucket.uploads.get(call.query().get("uploadId"));
        if (upload == null) {
            throw new Refusal(404, "NoSuchUpload", "The specified upload does not exist.");
        }
        return upload;
    }
}
