package io.mooring.platform.events.retention;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Runs the chores one round after the other on one thread named after the application. */
final class DoChores implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DoChores.class);

    private final String application;
    private final List<Chore> chores;
    private Disposable.Swap running = Disposables.swap();

    DoChores(String application, List<Chore> chores) {
        this.application = application;
        this.chores = List.copyOf(chores);
    }

    @Override
    public synchronized void start() {
        Scheduler thread = Schedulers.newSingle(application + "-events-chores", true);
        Disposable.Composite all = Disposables.composite();
        chores.forEach(chore -> all.add(again(chore, thread)));
        all.add(thread);
        running.update(all);
    }

    private static Disposable again(Chore chore, Scheduler thread) {
        return Mono.defer(chore::run)
                .timeout(Duration.ofSeconds(30), thread)
                .doOnError(failed -> log.warn("{} failed and is tried again later", name(chore), failed))
                .onErrorComplete()
                .then(Mono.delay(chore.interval(), thread))
                .repeat()
                .retryWhen(Retry.indefinitely())
                .subscribe();
    }

    private static String name(Chore chore) {
        return chore.getClass().getSimpleName();
    }

    @Override
    public synchronized void stop() {
        running.dispose();
        running = Disposables.swap();
    }

    @Override
    public synchronized boolean isRunning() {
        return running.get() != null;
    }

    /** Before whoever uses the tables stops, so that no statement meets a closed pool. */
    @Override
    public int getPhase() {
        return 0;
    }
}
