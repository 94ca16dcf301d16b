package io.mooring.notifier.mute;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What silences may be, and who hears when one is about to end.
 *
 * @param longest how far ahead the end of one may lie
 * @param longestRepeating the same for one that comes back
 * @param most silences that are not over
 * @param warnBefore how long before its end a silence that still mutes an open alert is told of
 * @param owners destination's name by owner's name
 * @param destinations told in place of an owner who has none
 */
public record SilenceSettings(
        @NotNull @DefaultValue("30d") Duration longest,
        @NotNull @DefaultValue("365d") Duration longestRepeating,
        @Min(1) @Max(5_000) @DefaultValue("1000") int most,
        @NotNull @DefaultValue("15m") Duration warnBefore,
        @NotNull @DefaultValue("1s") Duration poll,
        @NotNull @DefaultValue Map<String, String> owners,
        @NotNull @DefaultValue List<String> destinations) {

    List<String> toldFor(String owner) {
        String own = owners.get(owner);
        return own == null ? destinations : List.of(own);
    }
}
