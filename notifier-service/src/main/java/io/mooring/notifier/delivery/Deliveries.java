package io.mooring.notifier.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What senders do with deliveries. The rows, not a process's memory, say what is still to be told, and time is that
 * of whoever keeps the rows: senders whose clocks differ agree on it.
 */
interface Deliveries {

    /**
     * Takes what is due: at most one delivery for each destination, the gravest first, then the oldest. Of a conversation only
     * the oldest that is not settled is taken, and what would update what nobody was ever told of opens it instead.
     * Destinations that another sender is busy with, that are paused, asked to wait or have used up their pace are passed over.
     *
     * @param paces of the destinations that have one
     * @param lease how long the taker may stay silent before others may take over
     * @param held what this sender still works on: not taken again, even when the clock says that its lease has ended
     */
    Flux<Claim> claimDue(List<Pace> paces, Duration lease, String owner, Collection<UUID> held, int limit);

    /** Ends the attempt; false when the lease was lost meanwhile, and then nothing changes. */
    Mono<Boolean> settle(Claim claim, Result result);
}
