package io.mooring.backup.source;

import java.util.Arrays;
import java.util.Locale;

/** What kind of thing is backed up; its word stands in manifests, settings and answers. */
public enum SourceKind {
    /** One database, as pg_dump reads it. */
    POSTGRES,
    /** A whole PostgreSQL server's data, as pg_basebackup copies it. */
    CLUSTER,
    /** A folder with everything in it; only what changed since the last run travels. */
    FILES,
    /** A folder of configuration and secrets; every run is complete by itself. */
    CONFIGURATION;

    /** {@code postgres}, {@code cluster}, {@code files}, {@code configuration}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that word; {@link IllegalArgumentException} when there is none. */
    public static SourceKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no source of kind '" + word + "'"));
    }
}
