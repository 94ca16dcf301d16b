package io.mooring.platform.events.outbox;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Transactions without a database: begin, commit and roll back for whoever takes part in them. */
public final class InMemoryTransactions extends AbstractReactiveTransactionManager {

    /** Runs a publisher in one transaction. */
    public static TransactionalOperator operator() {
        return TransactionalOperator.create(new InMemoryTransactions());
    }

    @Override
    protected Object doGetTransaction(TransactionSynchronizationManager synchronizations) {
        return new Object();
    }

    @Override
    protected Mono<Void> doBegin(
            TransactionSynchronizationManager synchronizations, Object transaction, TransactionDefinition definition) {
        return Mono.empty();
    }

    @Override
    protected Mono<Void> doCommit(
            TransactionSynchronizationManager synchronizations, GenericReactiveTransaction status) {
        return Mono.empty();
    }

    @Override
    protected Mono<Void> doRollback(
            TransactionSynchronizationManager synchronizations, GenericReactiveTransaction status) {
        return Mono.empty();
    }
}
