package io.mooring.notifier.alert;

import java.util.List;
import reactor.core.publisher.Mono;

/** Where sources bring what they have to say. */
public interface Reports {

    /**
     * Takes reports into the alerts, in their order, in the caller's transaction if there is one and in one of its own
     * otherwise. Dedup by event is the caller's (inbox, or an input's own row): a report heard twice counts twice, and
     * nothing worse.
     */
    Mono<Void> hear(List<Report> reports);
}
