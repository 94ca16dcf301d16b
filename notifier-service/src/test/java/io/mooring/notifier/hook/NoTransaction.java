package io.mooring.notifier.hook;

import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where everything is in memory, there is none. */
class NoTransaction implements TransactionalOperator {

    @Override
    public <T> Mono<T> transactional(Mono<T> work) {
        return work;
    }

    @Override
    public <T> Flux<T> transactional(Flux<T> work) {
        return work;
    }

    @Override
    public <T> Flux<T> execute(TransactionCallback<T> action) {
        throw new UnsupportedOperationException(ReactiveTransaction.class.getName());
    }
}
