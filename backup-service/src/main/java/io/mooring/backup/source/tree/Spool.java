package io.mooring.backup.source.tree;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file that is written, then read once. Nobody else sees it: it has no name any more, so it is gone when the process
 * is.
 */
final class Spool implements AutoCloseable {

    private static final int BUFFER = 128 * 1024;

    private final FileChannel channel;
    private final DataOutputStream out;

    private Spool(FileChannel channel) {
        this.channel = channel;
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
    }

    static Spool create() throws IOException {
        Path file = Files.createTempFile("mooring-tree-", ".spool");
        try {
            return new Spool(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } finally {
            Files.delete(file);
        }
    }

    DataOutputStream out() {
        return out;
    }

    long size() throws IOException {
        out.flush();
        return channel.size();
    }

    /** From its beginning; nothing is written any more. */
    DataInputStream read() throws IOException {
        out.flush();
        channel.position(0);
        return new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
