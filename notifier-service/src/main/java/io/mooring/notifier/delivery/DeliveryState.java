package io.mooring.notifier.delivery;

/**
 * How far a delivery is.
 *
 * <pre>
 * PENDING ─► SENDING ─► DELIVERED
 *    ▲         │ ├────► FAILED ──► SENDING (next attempt) … ─► DEAD
 *    │         │ └────► UNKNOWN ─► SENDING (look-up, then again only if it is absent)
 *    │         └──────► DEAD (refused, or attempts used up)
 *    └── a person retries ── DEAD ─► DROPPED (a person gives it up)
 * </pre>
 *
 * A process that dies leaves SENDING behind; once its lease has run out that means the same as UNKNOWN.
 */
enum DeliveryState {
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
    DROPPED;

    boolean mayBecome(DeliveryState next) {
        return switch (this) {
            case PENDING, FAILED -> next == SENDING || next == DEAD;
            case UNKNOWN -> next == SENDING || next == DELIVERED || next == DEAD;
            case SENDING -> next == DELIVERED || next == FAILED || next == UNKNOWN || next == DEAD || next == SENDING;
            case DEAD -> next == PENDING || next == DROPPED;
            case DELIVERED, DROPPED -> false;
        };
    }

    /** Nothing more happens to it by itself. */
    boolean settled() {
        return switch (this) {
            case DELIVERED, DEAD, DROPPED -> true;
            case PENDING, SENDING, UNKNOWN, FAILED -> false;
        };
    }
}
