package io.mooring.platform.web.json;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of a request body.
 *
 * @param maxBody largest body in bytes; a larger one answers 413
 * @param maxJsonDepth deepest nesting of objects and lists
 */
@Validated
@ConfigurationProperties("mooring.web.body")
record BodySettings(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("50") @Min(5) @Max(500) int maxJsonDepth) {

    BodySettings {
        if (maxBody.toBytes() < 1024) {
            throw new IllegalArgumentException("max-body must be at least 1KB, not " + maxBody);
        }
    }
}
