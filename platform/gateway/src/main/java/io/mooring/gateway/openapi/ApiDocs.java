package io.mooring.gateway.openapi;

import io.mooring.gateway.GatewaySettings;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where each service's OpenAPI description is; the shape is that of Swagger UI's configuration. */
@RestController
class ApiDocs {

    private final Descriptions descriptions;

    record Description(String name, String url) {}

    record Descriptions(List<Description> urls) {}

    ApiDocs(GatewaySettings settings) {
        this.descriptions = new Descriptions(settings.services().keySet().stream()
                .map(name -> new Description(name, "/v3/api-docs/" + name))
                .toList());
    }

    @GetMapping({"/v3/api-docs", "/v3/api-docs/swagger-config"})
    Descriptions descriptions() {
        return descriptions;
    }
}
