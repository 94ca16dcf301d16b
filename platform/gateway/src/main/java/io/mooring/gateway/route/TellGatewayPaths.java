package io.mooring.gateway.route;

import io.mooring.gateway.GatewaySettings;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A service describes its API as it stands there; callers come by the gateway, whose address and paths they need. */
@Component
class TellGatewayPaths {

    private final JsonMapper json;
    private final String gateway;

    TellGatewayPaths(JsonMapper json, GatewaySettings settings) {
        this.json = json;
        this.gateway = settings.url().toString();
    }

    /** The OpenAPI description with the gateway's paths; what is no description, such as a problem, stays as it is. */
    String in(String service, String description) {
        try {
            return json.readTree(description) instanceof ObjectNode api && api.get("paths") instanceof ObjectNode paths
                    ? json.writeValueAsString(atGateway(service, api, paths))
                    : description;
        } catch (JacksonException noJson) {
            return description;
        }
    }

    private JsonNode atGateway(String service, ObjectNode api, ObjectNode paths) {
        ObjectNode here = json.createObjectNode();
        paths.forEachEntry((path, operations) -> here.set(OperatorPaths.atGateway(service, path), operations));
        api.set("paths", here);
        api.putArray("servers").addObject().put("url", gateway);
        return api;
    }
}
