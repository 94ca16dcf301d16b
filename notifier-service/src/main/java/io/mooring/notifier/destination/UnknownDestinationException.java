package io.mooring.notifier.destination;

import java.util.Collection;

/** A destination that settings do not name, such as one that was renamed while something told there is still open. */
public final class UnknownDestinationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnknownDestinationException(String name, Collection<String> known) {
        super("There is no destination '" + name + "': settings name " + known);
    }
}
