package io.mooring.notifier.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Calls whoever stands in for a destination that was not reached. */
final class CallStandIns {

    private final StandInOrder order;
    private final IncidentRules rules;

    CallStandIns(StandInOrder order, IncidentRules rules) {
        this.order = order;
        this.rules = rules;
    }

    /** Customers have no stand-in, what is over calls nobody, and whoever was called need not come when somebody has. */
    Optional<String> of(Incident incident, Call call) {
        boolean wanted =
                switch (call.whom()) {
                    case PERSON -> incident.state() == IncidentState.OPEN;
                    case CHANNEL -> incident.state().isGoingOn();
                    case CUSTOMERS, AFTERWARDS, REMINDED -> false;
                };
        // What has time until the next business day wakes nobody, not even in somebody's place.
        boolean mayPhone = rules.respondWithin(incident.priority()) != null;
        return wanted ? order.after(call.destination(), mayPhone) : Optional.empty();
    }

    /** Who is told in somebody's place is told how it goes on and that it is over, too. */
    Change call(Incident incident, Call failed, String destination, Instant now) {
        return Change.of(incident, now)
                .edit(next -> {
                    if (failed.whom() == Call.Whom.PERSON) {
                        String person = Objects.requireNonNull(failed.person());
                        next.escalation = incident.escalation().alsoAt(person, destination);
                    } else {
                        next.told = with(incident.told(), destination);
                    }
                })
                .tell(new Telling.InPlace(failed.at(destination, now)));
    }

    private static List<String> with(List<String> told, String destination) {
        List<String> all = new ArrayList<>(told);
        all.add(destination);
        return all;
    }
}
