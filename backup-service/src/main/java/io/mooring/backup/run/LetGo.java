package io.mooring.backup.run;

import java.time.Instant;
import java.util.List;

/**
 * A backup that retention has let go: its run is still known, its objects are being deleted or are gone.
 *
 * @param at when that was decided
 * @param reason why, in whole sentences
 * @param remaining locations that have not deleted everything yet
 */
public record LetGo(Instant at, String reason, List<Remaining> remaining) {

    public LetGo {
        remaining = List.copyOf(remaining);
    }

    /** Something is left at a location, which is asked again by each prune; why, in whole sentences. */
    public record Remaining(String locationId, String problem) {}
}
