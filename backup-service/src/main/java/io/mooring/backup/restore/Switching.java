package io.mooring.backup.restore;

import org.jspecify.annotations.Nullable;

/**
 * The databases of a restore. The server's own numbers say which is which whatever they are called by now: a name can be given to another, and
 * who was killed while renaming does not know how that ended.
 * Of a folder: its path while it is being made, and its inode; it replaces nothing.
 *
 * @param working name while it is being made
 * @param newOid of the restored database, once it was compared with the manifest
 * @param liveOid of the database that is replaced or gets a schema; null when there is none
 * @param keptAs what the replaced one is called afterwards
 * @param beside the schema that single tables are put into; null when none is
 */
record Switching(
        String working,
        @Nullable Long newOid,
        @Nullable Long liveOid,
        @Nullable String keptAs,
        @Nullable Beside beside) {

    /** Of a database or folder that comes as a whole. */
    Switching(String working, @Nullable Long newOid, @Nullable Long liveOid, @Nullable String keptAs) {
        this(working, newOid, liveOid, keptAs, null);
    }

    /** The schema is nobody's concern any more. */
    Switching withoutBeside() {
        return new Switching(working, newOid, liveOid, keptAs);
    }
}
