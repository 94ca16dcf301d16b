package io.mooring.backup.location;

/** Why a location did not do what it was asked. */
public enum LocationFault {
    /** No space, or a quota is used up. */
    FULL,
    /** It can be read but not written: mounted read-only, or the credentials may not write. */
    READ_ONLY,
    /** It does not answer, answers too slowly, or the folder or bucket is not there. */
    UNREACHABLE,
    /** The key is taken: an object is never overwritten. */
    EXISTS,
    /** The object is not there. */
    NOT_FOUND,
    /** It does not let go of the object yet: an object lock. */
    LOCKED,
    /** Anything else; the message tells. */
    FAILED
}
