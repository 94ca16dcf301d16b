package io.mooring.platform.events.serde;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The five bytes before every Avro body. */
final class WireFormat {

    static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    static void writeHeader(ByteArrayOutputStream out, int schemaId) {
        out.writeBytes(
                ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array());
    }

    /** @throws RecordNotReadable when the bytes do not begin as they must */
    static int schemaId(String topic, byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new RecordNotReadable(
                    topic, "it has " + bytes.length + " bytes, fewer than the " + HEADER_BYTES + " of a header", null);
        }
        if (bytes[0] != MAGIC) {
            throw new RecordNotReadable(
                    topic,
                    "it begins with the byte 0x%02x instead of 0x00, so it is not Avro in Confluent's wire format"
                            .formatted(bytes[0]),
                    null);
        }
        return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }
}
