package io.mooring.scaling;

import io.mooring.testkit.service.AuditedServiceContract;

class ScalingServiceIT extends AuditedServiceContract {

    ScalingServiceIT() {
        super(ScalingApplication.class, "scaling");
    }
}
