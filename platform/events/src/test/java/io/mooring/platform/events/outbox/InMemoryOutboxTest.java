package io.mooring.platform.events.outbox;

import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;

class InMemoryOutboxTest extends OutboxContract {

    private final InMemoryOutbox outbox = new InMemoryOutbox(new RunIdSerializer());
    private final TransactionalOperator transaction = InMemoryTransactions.operator();

    @Override
    protected Outbox outbox() {
        return outbox;
    }

    @Override
    protected TransactionalOperator transaction() {
        return transaction;
    }

    @Override
    protected List<OutboxRow> committed() {
        return outbox.rows();
    }
}
