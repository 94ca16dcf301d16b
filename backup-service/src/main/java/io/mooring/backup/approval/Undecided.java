package io.mooring.backup.approval;

import java.time.Duration;

/** Why a request ended that nobody decided on. */
public final class Undecided {

    private Undecided() {}

    /** "Nobody decided within 72 hours." */
    public static String words(Duration after) {
        long hours = after.toHours();
        return "Nobody decided within "
                + (hours > 0 ? hours + (hours == 1 ? " hour" : " hours") : after.toSeconds() + " seconds") + ".";
    }
}
