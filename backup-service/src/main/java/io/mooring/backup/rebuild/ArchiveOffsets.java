package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes into a dump's table of contents where each table's rows begin. pg_dump cannot go back and do so when it writes to a pipe, and each
 * worker of {@code pg_restore --jobs} then reads through the file for every table, row by row, and cannot begin with the largest.
 *
 * <p>The format is that of PostgreSQL's pg_backup_archiver.c and pg_backup_custom.c. Only what is fully understood to the file's last byte is
 * changed: anything else stays as it is, and is found by pg_restore's own search. pg_restore checks each place it is sent to.
 */
final class ArchiveOffsets {

    private static final int OLDEST = 12;
    private static final int WITH_TABLE_ACCESS_METHOD = 14;
    private static final int WITH_COMPRESSION_METHOD = 15;
    private static final int WITH_RELATION_KIND = 16;
    private static final int NEWEST = 16;

    private static final byte CUSTOM = 1;
    private static final byte NOT_SET = 1;
    private static final byte SET = 2;
    private static final byte NO_DATA = 3;
    private static final byte TABLE = 1;
    private static final byte LARGE_OBJECTS = 3;
    private static final int OFFSET_BYTES = Long.BYTES;

    private final ArchiveReader in;

    /** By entry: where its offset stands in the table of contents, and where its data are. */
    private final Map<Integer, Long> places = new HashMap<>();

    private final Map<Integer, Long> data = new HashMap<>();

    private ArchiveOffsets(ArchiveReader in) {
        this.in = in;
    }

    /**
     * Blocking; may be repeated.
     *
     * @return whether pg_restore need not search
     */
    static boolean write(Path dump) throws RebuildFailure, InterruptedException {
        try (FileChannel file = FileChannel.open(dump, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ArchiveOffsets offsets = new ArchiveOffsets(new ArchiveReader(file));
            try {
                offsets.read();
            } catch (ArchiveReader.NotUnderstood other) {
                return false;
            }
            offsets.write(file);
            return true;
        } catch (ClosedByInterruptException stopped) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while a dump was read");
        } catch (IOException failure) {
            throw new RebuildFailure(
                    RebuildFault.SPOOL_FAILED,
                    "The decrypted dump " + dump + " cannot be read through: " + failure.getMessage(),
                    "Check that folder and its disk; backup.restore.folder names it.",
                    failure);
        }
    }

    private void read() throws IOException, ArchiveReader.NotUnderstood {
        int version = header();
        int entries = in.integer();
        for (int i = 0; i < entries; i++) {
            entry(version);
        }
        while (!in.atEnd()) {
            block();
        }
        in.require(places.keySet().containsAll(data.keySet()));
    }

    private int header() throws IOException, ArchiveReader.NotUnderstood {
        for (byte expected : new byte[] {'P', 'G', 'D', 'M', 'P', 1}) {
            in.require(in.next() == expected);
        }
        int version = in.next();
        in.require(version >= OLDEST && version <= NEWEST);
        in.next(); // the revision
        in.require(in.next() == Integer.BYTES && in.next() == OFFSET_BYTES && in.next() == CUSTOM);
        if (version >= WITH_COMPRESSION_METHOD) {
            in.next();
        } else {
            in.integer();
        }
        for (int i = 0; i < 7; i++) {
            in.integer(); // when: second, minute, hour, day, month, year, daylight saving
        }
        in.skipText(); // the database
        in.skipText(); // the server's version
        in.skipText(); // pg_dump's version
        return version;
    }

    private void entry(int version) throws IOException, ArchiveReader.NotUnderstood {
        int id = in.integer();
        in.integer(); // whether it has data
        in.skipText(); // the catalogue it is of
        in.skipText(); // its number there
        in.skipText(); // tag
        in.skipText(); // description
        in.integer(); // section
        in.skipText(); // definition
        in.skipText(); // drop
        in.skipText(); // copy
        in.skipText(); // schema
        in.skipText(); // tablespace
        if (version >= WITH_TABLE_ACCESS_METHOD) {
            in.skipText();
        }
        if (version >= WITH_RELATION_KIND) {
            in.integer();
        }
        in.skipText(); // owner
        in.skipText(); // WITH OIDS
        boolean dependency = true;
        while (dependency) {
            dependency = in.skipText();
        }
        long place = in.position();
        byte state = in.next();
        in.require(state == NOT_SET || state == SET || state == NO_DATA);
        in.skip(OFFSET_BYTES);
        if (state != NO_DATA) {
            in.require(places.put(id, place) == null);
        }
    }

    private void block() throws IOException, ArchiveReader.NotUnderstood {
        long begin = in.position();
        byte kind = in.next();
        in.require(data.put(in.integer(), begin) == null);
        in.require(kind == TABLE || kind == LARGE_OBJECTS);
        if (kind == TABLE) {
            pieces();
        } else {
            while (in.integer() != 0) {
                pieces();
            }
        }
    }

    private void pieces() throws IOException, ArchiveReader.NotUnderstood {
        for (int length = in.integer(); length != 0; length = in.integer()) {
            in.skip(length);
        }
    }

    private void write(FileChannel file) throws IOException {
        ByteBuffer offset = ByteBuffer.allocate(1 + OFFSET_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Map.Entry<Integer, Long> found : data.entrySet()) {
            offset.clear().put(SET).putLong(found.getValue()).flip();
            for (long at = Objects.requireNonNull(places.get(found.getKey())); offset.hasRemaining(); ) {
                at += file.write(offset, at);
            }
        }
    }
}
