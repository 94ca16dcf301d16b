package io.mooring.platform.events.serde;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding and believes no length that the bytes at hand cannot hold. Avro's own decoder allocates
 * what a length says before it looks whether the bytes are there, so six bytes can ask it for two gigabytes.
 *
 * <p>Array and map items must take at least one byte each, which all but null and empty records do. See the
 * <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">specification</a>.
 */
final class BoundedDecoder extends Decoder {

    private final ByteBuffer in;

    BoundedDecoder(byte[] bytes, int offset) {
        this.in = ByteBuffer.wrap(bytes, offset, bytes.length - offset).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Bytes not read yet. */
    int remaining() {
        return in.remaining();
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        byte value = need(1).get();
        if (value != 0 && value != 1) {
            throw new IOException("a boolean is neither 0 nor 1 but " + value);
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new IOException("an int is out of range: " + value);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = need(1).get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IOException("a number has more than ten bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return need(Float.BYTES).getFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return need(Double.BYTES).getDouble();
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(take(readLength()));
    }

    @Override
    public String readString() throws IOException {
        return new String(take(readLength()), StandardCharsets.UTF_8);
    }

    @Override
    public void skipString() throws IOException {
        skip(readLength());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(take(readLength()));
    }

    @Override
    public void skipBytes() throws IOException {
        skip(readLength());
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        need(length).get(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        skip(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return readItemCount();
    }

    @Override
    public long arrayNext() throws IOException {
        return readItemCount();
    }

    @Override
    public long skipArray() throws IOException {
        return readItemCount();
    }

    @Override
    public long readMapStart() throws IOException {
        return readItemCount();
    }

    @Override
    public long mapNext() throws IOException {
        return readItemCount();
    }

    @Override
    public long skipMap() throws IOException {
        return readItemCount();
    }

    /** A negative count is followed by the block's size in bytes, which is only of use to those who skip blindly. */
    private long readItemCount() throws IOException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLong();
        }
        if (count < 0 || count > in.remaining()) {
            throw new EOFException(
                    "a list of " + count + " items is announced, but " + in.remaining() + " bytes are left");
        }
        return count;
    }

    private int readLength() throws IOException {
        long length = readLong();
        if (length < 0 || length > in.remaining()) {
            throw new EOFException("a text of " + length + " bytes is announced, but " + in.remaining() + " are left");
        }
        return (int) length;
    }

    private byte[] take(int length) throws IOException {
        byte[] bytes = new byte[length];
        need(length).get(bytes);
        return bytes;
    }

    private void skip(int length) throws IOException {
        need(length).position(in.position() + length);
    }

    private ByteBuffer need(int length) throws EOFException {
        if (in.remaining() < length) {
            throw new EOFException(
                    "it ends too early: " + length + " bytes are needed, " + in.remaining() + " are left");
        }
        return in;
    }
}
