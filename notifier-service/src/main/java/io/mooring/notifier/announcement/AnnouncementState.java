package io.mooring.notifier.announcement;

/**
 * How far an announcement is.
 *
 * <pre>
 * PLANNED ──► SENT        (given to the conversation)
 *    └──────► DROPPED     (no longer true, told by a later one, or nobody to tell)
 * </pre>
 */
enum AnnouncementState {
    PLANNED,
    SENT,
    DROPPED
}
