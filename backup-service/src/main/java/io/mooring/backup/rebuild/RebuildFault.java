package io.mooring.backup.rebuild;

/** Why a database could not be made again. */
public enum RebuildFault {
    /** Not enough room for the decrypted dump or for the database. */
    NO_SPACE,
    SPOOL_FAILED,
    TARGET_UNREACHABLE,
    /** The server does not let this user in or do what it must. */
    TARGET_REFUSED,
    DATABASE_EXISTS,
    DATABASE_MISSING,
    /** Sessions in it cannot be ended. */
    DATABASE_IN_USE,
    TOOL_MISSING,
    VERSION_MISMATCH,
    TABLE_MISSING,
    /** Tables of one name cannot be in one schema. */
    NAMES_COLLIDE,
    /** Tables need a type, or the like, that a database does not have. */
    DEFINITION_MISSING,
    /** Something that is not ours lives in a schema or builds upon it. */
    SCHEMA_IN_USE,
    /** The server refused something in the dump. */
    RESTORE_FAILED,
    RESTORE_KILLED,
    /** A copied server does not replay its log. */
    RECOVERY_FAILED,
    /** The manifest asks for more than questions. */
    UNSAFE_MANIFEST
}
