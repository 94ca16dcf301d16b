package io.mooring.backup.source;

import java.io.IOException;

/**
 * Takes what a source holds and makes the objects of a backup of it. Used by one thread. An interrupted wait shows as
 * {@link java.io.InterruptedIOException}; any other IOException means that no location takes the backup any more.
 */
public interface ObjectWriter {

    /** What is written next belongs to that series; the former series' last object is complete. At first it is DATA. */
    void begin(ObjectSeries series) throws IOException;

    /** More of a stream that may be cut anywhere: an object ends wherever it is full. The array may be reused. */
    void write(byte[] data, int offset, int length) throws IOException;

    /** More of the current object, however full it is. The array may be reused. */
    void append(byte[] data, int offset, int length) throws IOException;

    /** Whether the current object has the wanted size. */
    boolean isFull();

    /** The name of the object that is being written, or of the next one when none is. */
    String objectName();

    /** The current object is complete; nothing happens when nothing was written to it. */
    void endObject() throws IOException;
}
