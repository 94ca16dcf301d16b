package io.mooring.notifier.delivery;

import io.mooring.notifier.NotifierDatabase;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Deliveries as they are planned, for tests of capabilities that speak: nobody sends them. */
public final class PlansForTests {

    private PlansForTests() {}

    public static PlanDeliveries on(NotifierDatabase database) {
        return new R2dbcPlanDeliveries(
                database.client(),
                new DeliveryRow(JsonMapper.builder().build()),
                DatabaseTime.REAL,
                UUID::randomUUID,
                superseded -> {});
    }
}
