package io.mooring.testkit.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The body of an upload that was sent as {@code aws-chunked}: pieces with their size and signature before them. Signatures are not checked. */
final class AwsChunks {

    private final byte[] raw;
    private int at;

    private AwsChunks(byte[] raw) {
        this.raw = raw;
    }

    static byte[] decode(byte[] raw) {
        return new AwsChunks(raw).decode();
    }

    private byte[] decode() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            content.write(raw, at, size);
            at += size + 2;
        }
        return content.toByteArray();
    }

    private int size() {
        int end = at;
        while (raw[end] != '\n') {
            end++;
        }
        String line = new String(raw, at, end - at, StandardCharsets.US_ASCII);
        at = end + 1;
        return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
    }
}
