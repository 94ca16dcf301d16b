package io.mooring.embedded.slack;

import java.time.Instant;

/**
 * A message as it stands: an edit changes it, a deletion takes it away.
 *
 * @param ts Slack's name for a message within its channel: seconds and microseconds
 * @param threadTs the message it replies to, or empty
 * @param broadcast a reply that is shown in the channel too
 * @param metadata JSON as it came, or empty
 * @param blocks JSON as it came, or empty
 * @param at when it was posted
 * @param edits how often it was edited
 * @param byBot false when it came through an incoming webhook: the bot may not edit it
 */
public record SlackPost(
        String channel,
        String ts,
        String threadTs,
        boolean broadcast,
        String text,
        String metadata,
        String blocks,
        Instant at,
        int edits,
        boolean byBot) {

    public boolean isReply() {
        return !threadTs.isEmpty();
    }

    /** Without blocks a new text takes their place; without metadata the former stays, and an empty object takes it away. */
    SlackPost edited(String newText, String newBlocks, String newMetadata) {
        String kept = newMetadata.isEmpty() ? metadata : newMetadata;
        return new SlackPost(
                channel,
                ts,
                threadTs,
                broadcast,
                newText,
                SlackMetadata.takesAway(kept) ? "" : kept,
                newBlocks,
                at,
                edits + 1,
                byBot);
    }
}
