package io.mooring.backup.pipeline;

import java.io.IOException;

/** Takes finished objects, block by block. An interrupted wait shows as {@link java.io.InterruptedIOException}. */
interface CipherSink {

    void begin(String name) throws IOException;

    void bytes(Block block) throws IOException;

    void end() throws IOException;
}
