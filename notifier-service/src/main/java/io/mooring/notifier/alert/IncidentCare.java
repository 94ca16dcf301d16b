package io.mooring.notifier.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Whether incidents see to it that somebody takes care of alerts. */
public interface IncidentCare {

    /** Of these alerts; one that belongs to no incident is absent. */
    Mono<Map<UUID, Care>> of(Collection<UUID> alerts);

    /**
     * @param now somebody responds to an incident of it, or one that waits for a response calls people who are on call or phones
     * @param places destinations at which one that waits for a response speaks, over and over, whoever reads it there
     * @param until when an incident of it was last resolved, handed back or reopened; null: never
     */
    record Care(boolean now, Set<String> places, @Nullable Instant until) {

        public Care {
            places = Set.copyOf(places);
        }

        /** Whether nobody needs to be told of the alert again there. */
        public boolean isLeftAt(String destination) {
            return now || places.contains(destination);
        }
    }
}
