package io.mooring.maintenance;

import io.mooring.testkit.service.AuditedServiceContract;

class MaintenanceServiceIT extends AuditedServiceContract {

    MaintenanceServiceIT() {
        super(MaintenanceApplication.class, "maintenance");
    }
}
