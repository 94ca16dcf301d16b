package io.mooring.backup.source.tree;

import io.mooring.backup.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extended attributes and ACLs of what goes into a backup: asking is one call for what has none, and what they were is not remembered.
 * What cannot be read is counted and noted.
 */
final class BackUpAttributes {

    private static final Logger LOG = LoggerFactory.getLogger(BackUpAttributes.class);
    private static final int MOST_LOGGED = 20;
    /** Of one file or folder; 64 values of the largest size that Linux has. It is held in memory as a whole. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final Path HANDLES = Path.of("/proc/self/fd");

    private final PosixAttributes calls;
    private final int mostBytes;
    private final DigestAttributes digest = new DigestAttributes();
    private final DescribeTree tree;
    private final boolean possible;
    private long unread;

    BackUpAttributes(DescribeTree tree) throws IOException {
        this(tree, new PosixAttributes(), MOST_BYTES);
    }

    BackUpAttributes(DescribeTree tree, PosixAttributes calls, int mostBytes) throws IOException {
        this.tree = tree;
        this.calls = calls;
        this.mostBytes = mostBytes;
        this.possible = Files.isDirectory(HANDLES);
        if (!possible) {
            unread(Bytes.of("."), "extended attributes and ACLs of everything", "/proc is not mounted");
        }
    }

    /** @param none whether it is certain that there are none */
    record Found(List<Attribute> attributes, boolean none) {

        static final Found NONE = new Found(List.of(), true);
        private static final Found UNKNOWN = new Found(List.of(), false);
    }

    /** All that can be read; fails when the file itself is gone. */
    Found read(byte[] path, OpenFolder parent, byte[] name) throws IOException {
        if (!possible) {
            return Found.UNKNOWN;
        }
        List<byte[]> names;
        try {
            names = calls.names(parent, name);
        } catch (PosixFailure failure) {
            if (failure.isGone()) {
                throw failure;
            }
            unread(path, "extended attributes", words(failure));
            return Found.UNKNOWN;
        }
        return names.isEmpty() ? Found.NONE : new Found(values(path, parent, name, names), false);
    }

    private List<Attribute> values(byte[] path, OpenFolder parent, byte[] name, List<byte[]> names) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        long bytes = 0;
        for (byte[] each : names) {
            try {
                Attribute attribute = Attribute.of(each, calls.value(parent, name, each));
                bytes += attribute.key().length + attribute.value().length;
                if (bytes <= mostBytes) {
                    attributes.add(attribute);
                } else {
                    unread(
                            path,
                            Bytes.shown(each),
                            "the file's attributes have too many bytes: " + mostBytes + " at most");
                }
            } catch (PosixFailure failure) {
                if (!failure.isNoSuchAttribute()) {
                    unread(path, Bytes.shown(each), words(failure));
                }
            }
        }
        return attributes;
    }

    /** They are in the archive now. */
    void written(byte[] path, List<Attribute> attributes) {
        digest.add(path, attributes);
    }

    Manifest.Attributes counted() {
        return digest.counted(unread);
    }

    private void unread(byte[] path, String what, String why) throws IOException {
        unread++;
        if (unread <= MOST_LOGGED) {
            LOG.warn("Not backed up: attribute {} of {} ({})", what, Bytes.shown(path), why);
        }
        tree.note("attribute " + what + " not readable (" + why + ")", path);
    }

    private static String words(PosixFailure failure) {
        return String.valueOf(failure.getMessage());
    }
}
