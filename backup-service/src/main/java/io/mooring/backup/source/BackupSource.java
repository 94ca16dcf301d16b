package io.mooring.backup.source;

/** What is backed up, and with which credentials it is read. */
public sealed interface BackupSource permits PostgresSource, ClusterSource, FileTreeSource {

    SourceKind kind();
}
