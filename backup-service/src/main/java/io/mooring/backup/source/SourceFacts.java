package io.mooring.backup.source;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source tells the manifest.
 *
 * @param tool the version of pg_dump or pg_basebackup, in its own words; null where none was used
 * @param content what the tables held; for databases
 * @param files what the tree held; for file trees
 * @param globals what became of the server's roles and tablespaces; for databases
 * @param chainId the full run that this one refers to; null for a full one
 * @param references objects of former runs of the chain that are part of this backup
 * @param restoreCommands for bash, after signature and checksums were checked, in a folder with all objects
 */
public record SourceFacts(
        ManifestSource source,
        @Nullable String tool,
        Manifest.@Nullable Content content,
        Manifest.@Nullable Files files,
        Manifest.@Nullable Globals globals,
        @Nullable String chainId,
        List<Manifest.Reference> references,
        List<String> restoreCommands,
        List<String> restoreNotes) {

    public SourceFacts {
        references = List.copyOf(references);
        restoreCommands = List.copyOf(restoreCommands);
        restoreNotes = List.copyOf(restoreNotes);
    }
}
