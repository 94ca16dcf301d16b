package io.mooring.notifier.background;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;

/**
 * Puts rows off whose work fails, each for twice as long as before, up to {@link #LONGEST}: others go on meanwhile, and none is given
 * up. A failure is told in the log when it is another than the row's last one. Kept in memory, for so many rows at most; after a
 * restart every row is tried at once.
 */
public final class PutOff<K> {

    static final Duration FIRST = Duration.ofSeconds(2);
    static final Duration LONGEST = Duration.ofMinutes(2);
    static final int ROWS = 1_000;

    private record Failed(String why, Duration pause, Instant since) {

        /** A clock that was set back is no reason to wait. */
        boolean waits(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(pause));
        }

        /** What waited for so long and was not even tried is somebody else's, or gone. */
        boolean isForgotten(Instant now) {
            return now.isAfter(since.plus(LONGEST.multipliedBy(2)));
        }
    }

    private final Logger log;
    private final String cannot;
    private final InstantSource clock;
    private final Map<K, Failed> failed = new LinkedHashMap<>();

    /** @param cannot for the log, such as "Maintenance {} cannot be announced" */
    public PutOff(Logger log, String cannot, InstantSource clock) {
        this.log = log;
        this.cannot = cannot;
        this.clock = clock;
    }

    /** The rows that are not to be tried now. */
    public synchronized Set<K> waiting() {
        Instant now = clock.instant();
        return failed.entrySet().stream()
                .filter(one -> one.getValue().waits(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The row's work; when it fails the row is put off and the answer is empty. */
    public <T> Mono<T> unlessItFails(K row, Mono<T> work) {
        return work.doOnSuccess(done -> worked(row)).onErrorResume(why -> {
            failed(row, why);
            return Mono.empty();
        });
    }

    public synchronized void worked(K row) {
        failed.remove(row);
    }

    public synchronized void failed(K row, Throwable why) {
        Instant now = clock.instant();
        Failed before = failed.remove(row);
        Failed after = new Failed(why.toString(), before == null ? FIRST : longer(before.pause()), now);
        failed.values().removeIf(one -> one.isForgotten(now));
        if (failed.size() >= ROWS) {
            failed.remove(failed.keySet().iterator().next());
        }
        failed.put(row, after);
        if (before == null || !before.why().equals(after.why())) {
            log.error(
                    cannot + ", trying again in {} s and ever less often: {}",
                    row,
                    after.pause().toSeconds(),
                    after.why());
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
