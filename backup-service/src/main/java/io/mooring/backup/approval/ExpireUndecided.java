package io.mooring.backup.approval;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.Recurring;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Ends requests that nobody decides on: a forgotten one would keep its backup for ever, or be approved when nobody knows why it was made. */
@Component
final class ExpireUndecided extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireUndecided.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final List<AwaitingApproval> kinds;
    private final Duration after;
    private final InstantSource clock;

    ExpireUndecided(ObjectProvider<AwaitingApproval> kinds, BackupSettings settings, InstantSource clock) {
        super(
                "expire-undecided",
                shorter(LONGEST_PAUSE, settings.approvalTimeout().dividedBy(4)));
        this.kinds = kinds.stream().toList();
        this.after = settings.approvalTimeout();
        this.clock = clock;
    }

    @Override
    protected void look() {
        Long ended = BlockingBridge.await(
                Flux.fromIterable(kinds)
                        .concatMap(kind -> kind.expire(clock.instant().minus(after), after))
                        .reduce(0L, Long::sum),
                PATIENCE);
        if (ended != null && ended > 0) {
            LOG.info("{} requests ended since nobody decided on them within {}", ended, after);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
