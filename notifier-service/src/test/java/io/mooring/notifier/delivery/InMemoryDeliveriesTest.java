package io.mooring.notifier.delivery;

class InMemoryDeliveriesTest extends DeliveriesContract {

    @Override
    Deliveries empty() {
        return new InMemoryDeliveries();
    }
}
