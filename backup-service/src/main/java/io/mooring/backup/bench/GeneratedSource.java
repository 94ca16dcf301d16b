package io.mooring.backup.bench;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.source.BackupSource;
import io.mooring.backup.source.ObjectSeries;
import io.mooring.backup.source.ObjectWriter;
import io.mooring.backup.source.OpenSource;
import io.mooring.backup.source.SourceFacts;
import io.mooring.backup.source.SourceStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * A stream of so many bytes that are on no disk, in place of what pg_dump would write: by turns text and noise. The same 16 MiB come again and
 * again, which is further apart than zstd looks at this level.
 */
final class GeneratedSource implements OpenSource {

    private static final int HELD = 256;
    /** A tree's manifest is refused without one. */
    private static final byte[] DESCRIPTION = {'n', 'o', 'n', 'e'};

    private final long bytes;

    GeneratedSource(long bytes) {
        this.bytes = bytes;
    }

    @Override
    public SourceStream open(BackupSource any, ForRun run) {
        return new Generated(bytes, run);
    }

    private static final class Generated implements SourceStream {

        private final long bytes;
        private final ForRun run;
        private final byte[][] blocks = new byte[HELD][];
        private volatile boolean cancelled;

        Generated(long bytes, ForRun run) {
            this.bytes = bytes;
            this.run = run;
            TreeContent content = new TreeContent(new Random(1));
            for (int i = 0; i < HELD; i++) {
                blocks[i] = content.some(Integer.MAX_VALUE, i % 2 == 0);
            }
        }

        @Override
        public long estimatedBytes() {
            return bytes;
        }

        @Override
        public void writeTo(ObjectWriter writer) throws IOException {
            int block = 0;
            for (long left = bytes; left > 0 && !cancelled; block = (block + 1) % HELD) {
                int length = (int) Math.min(blocks[block].length, left);
                writer.write(blocks[block], 0, length);
                left -= length;
            }
            writer.begin(ObjectSeries.TREE);
            writer.write(DESCRIPTION, 0, DESCRIPTION.length);
        }

        @Override
        public SourceFacts facts() {
            return new SourceFacts(
                    new ManifestSource.Tree("configuration", "nowhere", "/", run.startedAt()),
                    null,
                    null,
                    new Manifest.Files(1, 0, 0, bytes, 0, 0, 0, null),
                    null,
                    null,
                    List.of(),
                    List.of("true"),
                    List.of("Made for a benchmark, and kept nowhere."));
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void close() {}
    }
}
