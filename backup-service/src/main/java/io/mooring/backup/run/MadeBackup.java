package io.mooring.backup.run;

import io.mooring.backup.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs to know of the backup it made. All of it is in the manifest, so that a run whose process died before its end
 * was recorded tells the same.
 *
 * @param whole whether everything that was to be backed up is in it
 * @param remarks in whole sentences
 */
record MadeBackup(String chainId, boolean whole, List<String> remarks) {

    MadeBackup {
        remarks = List.copyOf(remarks);
    }

    static MadeBackup of(Manifest manifest) {
        Manifest.@Nullable Files files = manifest.files();
        Manifest.@Nullable Globals globals = manifest.globals();
        return new MadeBackup(
                manifest.run().chain(),
                files == null || files.whole(),
                files != null ? remarks(files) : globals == null ? List.of() : remarks(globals));
    }

    /** Without passwords is how most plans are; without any roles is something to look at. */
    private static List<String> remarks(Manifest.Globals globals) {
        String why = globals.remark();
        return globals.object() != null || why == null ? List.of() : List.of(why);
    }

    private static List<String> remarks(Manifest.Files files) {
        List<String> remarks = new ArrayList<>();
        if (files.unreadable() > 0) {
            remarks.add(count(files.unreadable(), "file or folder", "files and folders")
                    + " could not be read and are not in the backup; the log of backup-service names them.");
        }
        Manifest.Attributes attributes = files.attributes();
        if (attributes != null && attributes.unread() > 0) {
            remarks.add(count(attributes.unread(), "extended attribute or ACL", "extended attributes or ACLs")
                    + " could not be read and are not in the backup; the log of backup-service names them.");
        }
        if (files.changedWhileRead() > 0) {
            remarks.add(count(files.changedWhileRead(), "file", "files")
                    + " changed or vanished while being read; the encrypted tree names them.");
        }
        if (files.skipped() > 0) {
            remarks.add(count(files.skipped(), "socket, device or pipe was", "sockets, devices and pipes were")
                    + " left out.");
        }
        return remarks;
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
