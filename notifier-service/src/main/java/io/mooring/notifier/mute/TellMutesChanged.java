package io.mooring.notifier.mute;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Tells whoever listens that a mute began or ended, once the transaction that says so is committed. */
public final class TellMutesChanged {

    private final ObjectProvider<MutesChanged> listeners;

    public TellMutesChanged(ObjectProvider<MutesChanged> listeners) {
        this.listeners = listeners;
    }

    /** Before the commit the listener would still see what was; there must be a transaction. */
    public Mono<Void> afterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(() -> listeners.forEach(MutesChanged::changed));
                    }
                }))
                .then();
    }
}
