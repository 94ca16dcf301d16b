package io.mooring.gateway.system;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a service is, as far as can be known. */
enum ServiceState {
    HEALTHY,
    DEGRADED,
    DOWN,
    UNKNOWN;

    @JsonValue
    String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
