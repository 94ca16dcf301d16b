package io.mooring.backup.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How far pg_receivewal has filled a segment. It makes the file of zeros first; every page of WAL begins with a header that is not
 * zero, and pages are at most 64 KiB.
 */
final class PartialSegment {

    static final int LARGEST_PAGE = 64 * 1024;

    private PartialSegment() {}

    /**
     * The bytes from the segment's beginning that hold WAL, as far as the content shows it: a last record that ends in zeros makes it
     * less by part of a page, never more.
     *
     * @param known bytes that are known to be filled
     */
    static long filled(Path file, long known) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(LARGEST_PAGE);
        long filled = known;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = known / LARGEST_PAGE * LARGEST_PAGE;
            while (at < channel.size()) {
                int length = read(channel, page, at);
                int used = usedBytes(page.array(), length);
                if (used == 0) {
                    break;
                }
                filled = Math.max(filled, at + used);
                at += LARGEST_PAGE;
            }
        }
        return filled;
    }

    private static int read(FileChannel channel, ByteBuffer page, long at) throws IOException {
        page.clear();
        int length = 0;
        for (int n = channel.read(page, at); n > 0; n = channel.read(page, at + length)) {
            length += n;
        }
        return length;
    }

    /** Records are aligned to eight bytes. */
    private static int usedBytes(byte[] page, int length) {
        int last = length - 1;
        while (last >= 0 && page[last] == 0) {
            last--;
        }
        return Math.min(length, (last + 8) / 8 * 8);
    }
}
