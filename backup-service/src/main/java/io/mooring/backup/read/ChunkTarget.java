package io.mooring.backup.read;

import java.io.IOException;

/** Takes a chunk's content as it is read. What it was given is to be believed only once the reading has ended well. */
@FunctionalInterface
public interface ChunkTarget {

    /** The array may be reused afterwards. */
    void write(byte[] data, int offset, int length) throws IOException;
}
