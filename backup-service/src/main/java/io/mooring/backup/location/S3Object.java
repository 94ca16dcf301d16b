package io.mooring.backup.location;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object being read: the SDK's unchecked failures (a checksum that is wrong, an interrupt) become a stream's. Closed before
 * its end it drops the connection: the SDK would fetch the rest, to use the connection again.
 */
final class S3Object extends FilterInputStream {

    private final ResponseInputStream<GetObjectResponse> response;
    private boolean ended;

    S3Object(ResponseInputStream<GetObjectResponse> response) {
        super(response);
        this.response = response;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int read = super.read(target, offset, length);
            ended |= read < 0;
            return read;
        } catch (AbortedException interrupted) {
            throw interrupt(interrupted);
        } catch (SdkException damaged) {
            throw new IOException("what was read is not what was written: " + damaged.getMessage(), damaged);
        }
    }

    private static IOException interrupt(AbortedException interrupted) {
        InterruptedIOException failure = new InterruptedIOException("interrupted while reading");
        failure.initCause(interrupted);
        return failure;
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            super.close();
        } else {
            response.abort();
        }
    }
}
