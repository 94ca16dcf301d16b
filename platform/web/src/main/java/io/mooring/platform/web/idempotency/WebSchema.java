package io.mooring.platform.web.idempotency;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * This module's own tables, with a history of their own beside the service's: neither numbers its migrations around the
 * other's.
 */
final class WebSchema {

    WebSchema(Configuration servicesOwn) {
        Flyway.configure(servicesOwn.getClassLoader())
                .configuration(servicesOwn)
                .locations("classpath:db/migration/web")
                .table("web_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
