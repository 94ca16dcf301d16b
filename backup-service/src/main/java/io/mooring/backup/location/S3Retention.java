package io.mooring.backup.location;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

/** What an object is written with: a mode and a time, or neither, which the SDK does not send. */
record S3Retention(@Nullable ObjectLockMode mode, @Nullable Instant until) {

    static final S3Retention NONE = new S3Retention(null, null);

    S3Retention {
        if ((mode == null) != (until == null)) {
            throw new IllegalArgumentException("a lock has a mode and a time");
        }
    }
}
