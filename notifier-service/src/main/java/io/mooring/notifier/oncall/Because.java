package io.mooring.notifier.oncall;

import java.util.Locale;

/** Why it is this person. */
public enum Because {
    /** It is the person's turn. */
    ROTATION,
    /** The person covers whoever's turn it is. */
    OVERRIDE,
    /** Settings name the person, always. */
    PERSON,
    /** It is nobody's turn: nobody would be called. */
    NOBODY;

    /** As the API says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
