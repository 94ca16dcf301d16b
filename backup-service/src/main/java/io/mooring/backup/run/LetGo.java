package io.mooring.backup.run;

import java.time.Instant;

/**
 * A backup that retention has let go: its run is still known, its objects are being deleted or are gone.
 *
 * @param at when that was decided
 * @param reason why, in whole sentences
 */
public record LetGo(Instant at, String reason) {}
