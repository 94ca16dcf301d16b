package io.mooring.backup.pipeline;

import io.mooring.backup.source.ObjectSeries;
import java.io.IOException;

/** Takes the bytes of one chunk after another. An interrupted wait shows as {@link java.io.InterruptedIOException}. */
interface ChunkSink {

    /** The chunks from the next one on belong to that series; at first it is DATA. Called between chunks. */
    void begin(ObjectSeries series) throws IOException;

    /** More bytes of the current chunk; the array may be reused by the caller afterwards. */
    void write(byte[] data, int offset, int length) throws IOException;

    /** The current chunk is complete; it holds this many bytes of the source. What is written next belongs to the next chunk. */
    void endChunk(long sourceBytes) throws IOException;
}
