package io.mooring.notifier.incident;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people are called for an incident with, at one destination. Until it arrives nobody was told.
 *
 * @param version of the incident that called: what was called together has the same one
 * @param person id of who is called, of {@link Whom#PERSON}, or reminded
 * @param standsInFor the destination that was not reached; null: none
 * @param remark what is new, one line
 */
record Call(
        UUID incident,
        long version,
        Whom whom,
        @Nullable String person,
        String destination,
        @Nullable String standsInFor,
        String remark,
        Instant at) {

    /** Who reads it. */
    enum Whom {
        /** Whoever reads the channels of its priority. */
        CHANNEL,
        /** Somebody who is on call. */
        PERSON,
        CUSTOMERS,
        /** The channels, once it is over. */
        AFTERWARDS,
        /** Whoever has it in hand, where no channel can be told what is left to do. */
        REMINDED;

        /** What the conversation is about. */
        String subject(UUID incident, @Nullable String person) {
            return "incident/" + incident
                    + switch (this) {
                        case CHANNEL -> "";
                        case PERSON -> "/" + person;
                        case CUSTOMERS -> "/customers";
                        case AFTERWARDS -> "/afterwards";
                        case REMINDED -> "/reminders/" + person;
                    };
        }
    }

    String subject() {
        return whom.subject(incident, person);
    }

    /** The same words at another destination, since this one was not reached. */
    Call at(String other, Instant now) {
        return new Call(incident, version, whom, person, other, destination, remark, now);
    }

    /** As a line of the timeline names it. */
    String what() {
        return remark.isEmpty() ? "of it" : "'" + remark + "'";
    }
}
