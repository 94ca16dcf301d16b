package io.mooring.notifier.tell;

import java.util.List;

/** Routes that lead to no destination would be found out at night: the start fails instead. */
final class RoutesLead {

    private RoutesLead() {}

    /** @throws IllegalArgumentException naming every route that leads nowhere */
    static void somewhere(List<Route> routes, Places places) {
        List<String> faults = routes.stream()
                .flatMap(route -> route.to().stream()
                        .filter(name -> places.named(name).isEmpty())
                        .map(name -> "route " + route.name() + " leads to “" + name
                                + "”, which is none of notifier.destinations"))
                .toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("notifier.routes: " + String.join("; ", faults));
        }
    }
}
