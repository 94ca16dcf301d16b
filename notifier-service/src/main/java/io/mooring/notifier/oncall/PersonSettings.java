package io.mooring.notifier.oncall;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A person, {@code notifier.people.<id>}.
 *
 * @param destinations names of {@code notifier.destinations}, all of which are told
 */
public record PersonSettings(
        @NotBlank String name,
        @NotNull @DefaultValue List<String> destinations,
        @NotNull @DefaultValue("UTC") ZoneId zone) {}
