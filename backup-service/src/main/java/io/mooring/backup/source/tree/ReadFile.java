package io.mooring.backup.source.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads files into chunks, and their holes as such. Used by one thread, for one file after the other. */
final class ReadFile {

    private static final int BUFFER = 2 * ChunkEnds.MOST;

    private final StoreChunks chunks;
    private final byte[] buffer = new byte[BUFFER];
    private long at;
    private boolean ended;

    ReadFile(StoreChunks chunks) {
        this.chunks = chunks;
    }

    /** What is there now, but not more than {@code stat} tells: a log that grows is read to an end nevertheless. */
    FileContent read(OpenFile file, FileStat stat) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        ended = false;
        at = 0;
        if (!stat.isSparse()) {
            data(file, stat.size(), pieces);
            return new FileContent(pieces);
        }
        while (at < stat.size() && !ended) {
            long data = file.nextData(at, stat.size());
            if (data > at) {
                long hole = Math.min(data, stat.size()) - at;
                pieces.add(new Piece.Hole(hole));
                at += hole;
            }
            if (at < stat.size()) {
                data(file, Math.min(file.nextHole(at, stat.size()), stat.size()), pieces);
            }
        }
        return new FileContent(pieces);
    }

    private void data(OpenFile file, long end, List<Piece> pieces) throws IOException {
        int from = 0;
        int held = 0;
        while (true) {
            held = fill(file, end, from, held);
            if (held == 0) {
                return;
            }
            int length = ChunkEnds.first(buffer, from, held, at >= end || ended);
            pieces.add(chunks.add(buffer, from, length));
            from += length;
            held -= length;
            if (BUFFER - from < ChunkEnds.MOST) {
                System.arraycopy(buffer, from, buffer, 0, held);
                from = 0;
            }
        }
    }

    /** Until a chunk of any size fits into what is held, or nothing more comes. */
    private int fill(OpenFile file, long end, int from, int held) throws IOException {
        int now = held;
        while (now < ChunkEnds.MOST && at < end && !ended) {
            int n = file.read(buffer, from + now, (int) Math.min(ChunkEnds.MOST - now, end - at), at);
            ended = n == 0;
            at += n;
            now += n;
        }
        return now;
    }
}
