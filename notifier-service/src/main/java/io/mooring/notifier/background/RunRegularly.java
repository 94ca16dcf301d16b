package io.mooring.notifier.background;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs a chore, one run after another, until the service stops. A run that fails or hangs is told in the log and followed by the next. */
public final class RunRegularly implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunRegularly.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String chore;
    private final Duration every;
    private final Supplier<Mono<Void>> run;
    private volatile Disposable running = () -> {};
    private volatile boolean started;

    /** @param chore for the log, such as "Ending silences" */
    public RunRegularly(String chore, Duration every, Supplier<Mono<Void>> run) {
        this.chore = chore;
        this.every = every;
        this.run = run;
    }

    @Override
    public void start() {
        started = true;
        running = Flux.interval(Duration.ZERO, every)
                .onBackpressureDrop()
                .concatMap(tick -> once(), 1)
                .subscribe();
    }

    private Mono<Void> once() {
        return Mono.defer(run).timeout(LONGEST).onErrorResume(away -> {
            log.warn("{} failed and is tried again in {}: {}", chore, every, away.toString());
            log.debug("{} failed", chore, away);
            return Mono.empty();
        });
    }

    @Override
    public void stop() {
        started = false;
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
