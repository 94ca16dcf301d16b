package io.mooring.backup.restore;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.StoredBackup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a backup of a file tree holds, and what a restore of it needs. */
final class RestorableTree {

    private RestorableTree() {}

    static Manifest.Files of(StoredBackup backup) throws RestoreStopped {
        if (backup.manifest().source() instanceof ManifestSource.Tree) {
            return Objects.requireNonNull(backup.manifest().files());
        }
        throw notATree(backup.manifest().source().kind());
    }

    static RestoreStopped notATree(String kind) {
        return new RestoreStopped(
                "not-a-tree",
                "This is a backup of the kind " + kind + ", not of a file tree.",
                "Choose a target that goes with it.");
    }

    /**
     * At most, in bytes: pieces and tree are there at the same time, and what the tree's holes save is not known before.
     *
     * @param pieces what the objects hold; null when that is not known
     */
    static long space(Manifest.Files files, @Nullable Long pieces) {
        return Math.addExact(pieces == null ? files.bytes() : pieces, files.bytes());
    }

    /** What is not as it was when the backup was taken. */
    static List<String> remarks(Manifest.Files files) {
        List<String> remarks = new ArrayList<>();
        if (files.changedWhileRead() > 0) {
            remarks.add("Files that changed or vanished while they were backed up: " + files.changedWhileRead() + ".");
        }
        if (files.unreadable() > 0) {
            remarks.add(
                    "Files and folders that could not be read and are not in the backup: " + files.unreadable() + ".");
        }
        Manifest.Attributes attributes = files.attributes();
        if (attributes != null && attributes.unread() > 0) {
            remarks.add("Extended attributes and ACLs that could not be read and are not in the backup: "
                    + attributes.unread() + ".");
        }
        if (files.skipped() > 0) {
            remarks.add("Sockets, devices and pipes that are not in the backup: " + files.skipped() + ".");
        }
        if (!isRoot()) {
            remarks.add("Owners were not restored: everything belongs to " + System.getProperty("user.name")
                    + ", as whom backup-service runs here. Only root can give files to others.");
        }
        return remarks;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
