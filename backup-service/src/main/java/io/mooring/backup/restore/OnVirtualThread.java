package io.mooring.backup.restore;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Asks servers, files and stores for a request, which must not hold an event loop. */
final class OnVirtualThread {

    private static final Scheduler VIRTUAL = Schedulers.fromExecutorService(
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("restore-request-", 0).factory()),
            "restore-request");

    private OnVirtualThread() {}

    static <T> Mono<T> ask(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(VIRTUAL);
    }
}
