package io.mooring.backup.source.tree;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Files that have more than one name. Remembered until all their names were met. */
final class HardLinks {

    private record Inode(long device, long number) {}

    private record Met(byte[] path, int left) {}

    private final Map<Inode, Met> met = new HashMap<>();

    /** The first name under which the file is in the backup. */
    Optional<byte[]> first(FileStat stat) {
        Inode inode = new Inode(stat.device(), stat.inode());
        Met known = met.get(inode);
        if (known == null) {
            return Optional.empty();
        }
        if (known.left() == 1) {
            met.remove(inode);
        } else {
            met.put(inode, new Met(known.path(), known.left() - 1));
        }
        return Optional.of(known.path());
    }

    /** The file is in the backup under this name. */
    void add(byte[] path, FileStat stat) {
        if (stat.links() > 1) {
            met.put(new Inode(stat.device(), stat.inode()), new Met(path, stat.links() - 1));
        }
    }
}
