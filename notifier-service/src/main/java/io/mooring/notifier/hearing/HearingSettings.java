package io.mooring.notifier.hearing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is listened for.
 *
 * @param expected events that come all the time while whoever sends them works, by their short names
 */
public record HearingSettings(@NotNull @DefaultValue Map<@NotBlank String, @Valid Expected> expected) {

    /**
     * An event that comes all the time.
     *
     * @param within so long without one is a silence; zero: it is not expected
     * @param from which service sends it, by its name
     */
    public record Expected(
            @NotNull @DurationMin(seconds = 0) @DurationMax(days = 7)
            Duration within,

            @NotBlank String from) {}

    Map<String, Expected> listenedFor() {
        return expected.entrySet().stream()
                .filter(one -> one.getValue().within().isPositive())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
