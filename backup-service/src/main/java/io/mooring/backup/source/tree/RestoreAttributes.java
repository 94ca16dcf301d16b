package io.mooring.backup.source.tree;

import io.mooring.backup.manifest.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives a tree that tar made its extended attributes and ACLs. Tar could ({@code --xattrs --acls}, as the manifest's commands have it), but
 * when it is not root it leaves out files that are read-only and have some; and why one could not be set, it tells in words only.
 */
public final class RestoreAttributes {

    private static final int MOST_TOLD = 10;
    private static final byte[] ITSELF = Bytes.of(".");
    private static final byte[] OUTSIDE = Bytes.of("..");

    private final PosixAttributes calls = new PosixAttributes();
    private final DigestAttributes digest = new DigestAttributes();
    private final Map<String, Long> refused = new TreeMap<>();
    private long others;

    private RestoreAttributes() {}

    /**
     * @param found what the archive holds, to be compared with the manifest
     * @param refused in words, what is not as it was on disk and why
     */
    public record Restored(Manifest.Attributes found, List<String> refused) {}

    /** What the archive holds. Nothing is restored. */
    public static Manifest.Attributes counted(InputStream archive) throws IOException {
        ArchivedEntries entries = new ArchivedEntries(archive);
        DigestAttributes digest = new DigestAttributes();
        for (ArchivedEntries.Entry entry = entries.next(); entry != null; entry = entries.next()) {
            digest.add(entry.path(), entry.attributes());
        }
        return digest.counted(0);
    }

    /**
     * @param archive of the tree
     * @param folder where tar has put it
     * @throws OddArchive also when a file that should have some is not there
     */
    public static Restored of(InputStream archive, Path folder) throws IOException {
        RestoreAttributes restore = new RestoreAttributes();
        restore.all(new ArchivedEntries(archive), folder);
        return new Restored(restore.digest.counted(0), restore.words());
    }

    private void all(ArchivedEntries entries, Path folder) throws IOException {
        try (OpenFolder root = OpenFolder.root(folder)) {
            for (ArchivedEntries.Entry entry = entries.next(); entry != null; entry = entries.next()) {
                digest.add(entry.path(), entry.attributes());
                try {
                    restore(root, entry);
                } catch (PosixFailure | IllegalArgumentException failure) {
                    throw new OddArchive("the attributes of " + Bytes.shown(entry.path()) + " cannot be given back: "
                            + failure.getMessage());
                }
            }
        }
    }

    private void restore(OpenFolder root, ArchivedEntries.Entry entry) throws PosixFailure {
        List<byte[]> names = names(entry.path());
        try (OpenFolder parent = parent(root, names)) {
            for (Attribute attribute : entry.attributes()) {
                restore(parent, names.getLast(), attribute);
            }
        }
    }

    /** Folder by folder: what tar has put there could hold a link that leads out of it. */
    private static OpenFolder parent(OpenFolder root, List<byte[]> names) throws PosixFailure {
        OpenFolder parent = root.open(ITSELF);
        for (byte[] name : names.subList(0, names.size() - 1)) {
            try (OpenFolder outer = parent) {
                parent = outer.open(name);
            }
        }
        return parent;
    }

    private static List<byte[]> names(byte[] path) {
        List<byte[]> names = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= path.length; at++) {
            if (at == path.length || path[at] == '/') {
                names.add(Arrays.copyOfRange(path, from, at));
                from = at + 1;
            }
        }
        if (names.stream().anyMatch(name -> name.length == 0 || Arrays.equals(name, OUTSIDE))) {
            throw new IllegalArgumentException("this is no path within a tree");
        }
        return names;
    }

    private void restore(OpenFolder parent, byte[] name, Attribute attribute) throws PosixFailure {
        if (isThere(parent, name, attribute)) {
            return;
        }
        String why = "it reads otherwise than it was written";
        try {
            calls.set(parent, name, attribute.name(), attribute.raw());
            if (isThere(parent, name, attribute)) {
                return;
            }
        } catch (PosixFailure failure) {
            if (failure.isGone()) {
                throw failure;
            }
            why = String.valueOf(failure.getMessage());
        }
        String what = Bytes.shown(attribute.name()) + " (" + why + ")";
        if (refused.containsKey(what) || refused.size() < MOST_TOLD) {
            refused.merge(what, 1L, Long::sum);
        } else {
            others++;
        }
    }

    private boolean isThere(OpenFolder parent, byte[] name, Attribute attribute) throws PosixFailure {
        try {
            return attribute.equals(Attribute.of(attribute.name(), calls.value(parent, name, attribute.name())));
        } catch (PosixFailure failure) {
            if (failure.isGone()) {
                throw failure;
            }
            return false;
        }
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        refused.forEach((what, times) ->
                words.add("The attribute " + what + " could not be given back to " + files(times) + "."));
        if (others > 0) {
            words.add("Attributes of further names could not be given back either: " + others + ".");
        }
        return words;
    }

    private static String files(long times) {
        return times == 1 ? "one file or folder" : times + " files or folders";
    }
}
