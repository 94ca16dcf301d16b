package io.mooring.security;

import io.mooring.testkit.service.AuditedServiceContract;

class SecurityServiceIT extends AuditedServiceContract {

    SecurityServiceIT() {
        super(SecurityApplication.class, "security");
    }
}
