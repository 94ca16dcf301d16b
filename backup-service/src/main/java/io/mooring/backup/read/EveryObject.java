package io.mooring.backup.read;

import java.util.List;
import java.util.stream.Stream;

/** All that a backup needs to be restored: what its run stored, and what it refers to of former runs of its chain. */
public final class EveryObject {

    private EveryObject() {}

    /** In a fixed order, so that an interrupted reading can go on. */
    public static List<StoredChunk> of(StoredBackup backup) {
        return Stream.concat(backup.objects().stream(), backup.references().stream())
                .toList();
    }
}
