package io.mooring.notifier.delivery;

/**
 * How far a delivery is.
 *
 * <pre>
 * PENDING ─► SENDING ─► DELIVERED
 *  ▲   │       │ ├────► FAILED ──► SENDING (next attempt) … ─► DEAD
 *  │   │       │ └────► UNKNOWN ─► SENDING (look-up, then again only if it is absent)
 *  │   │       └──────► DEAD (refused, or attempts used up)
 *  │   └─► SUPERSEDED (a newer word of its conversation says it all)
 *  └── a person retries ── DEAD ─► DROPPED (a person gives it up), SUPERSEDED (retried, but newer words were told)
 * </pre>
 *
 * A process that dies leaves SENDING behind; once its lease has run out that means the same as UNKNOWN.
 */
public enum DeliveryState {
    /** Not tried yet. */
    PENDING,
    /** A sender holds it under a lease; the provider may be hearing it right now. */
    SENDING,
    /** The last call ended without an answer. */
    UNKNOWN,
    /** The provider has it. */
    DELIVERED,
    /** The last attempt failed for certain; the next one has its time. */
    FAILED,
    /** Given up; a person can retry or drop it. */
    DEAD,
    /** A person decided that nobody needs it any more. */
    DROPPED,
    /** Never sent: what came later in its conversation says it all. */
    SUPERSEDED;

    boolean mayBecome(DeliveryState next) {
        return switch (this) {
            case PENDING -> next == SENDING || next == SUPERSEDED;
            case FAILED, UNKNOWN -> next == SENDING;
            case SENDING -> next == DELIVERED || next == FAILED || next == UNKNOWN || next == DEAD || next == SENDING;
            case DEAD -> next == PENDING || next == DROPPED || next == SUPERSEDED;
            case DELIVERED, DROPPED, SUPERSEDED -> false;
        };
    }

    /** Something is still to be done by itself; whatever follows in its conversation waits. */
    public boolean waiting() {
        return switch (this) {
            case PENDING, SENDING, UNKNOWN, FAILED -> true;
            case DELIVERED, DEAD, DROPPED, SUPERSEDED -> false;
        };
    }
}
