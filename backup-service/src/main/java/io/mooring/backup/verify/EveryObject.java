package io.mooring.backup.verify;

import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import java.util.List;
import java.util.stream.Stream;

/** All that a backup needs to be restored: what its run stored, and what it refers to of former runs of its chain. */
final class EveryObject {

    private EveryObject() {}

    /** In a fixed order, so that an interrupted reading can go on. */
    static List<StoredChunk> of(StoredBackup backup) {
        Manifest manifest = backup.manifest();
        Stream<StoredChunk> own = manifest.data().objects().stream()
                .map(chunk -> new StoredChunk(
                        backup.folder() + chunk.name(), chunk.bytes(), chunk.sha256(), chunk.sourceBytes()));
        List<Manifest.Reference> references = manifest.references();
        Stream<StoredChunk> former = references == null
                ? Stream.empty()
                : references.stream()
                        .map(reference -> new StoredChunk(
                                ObjectKeys.folder(manifest.run().planId(), reference.runId()) + reference.name(),
                                reference.bytes(),
                                reference.sha256(),
                                0));
        return Stream.concat(own, former).toList();
    }
}
