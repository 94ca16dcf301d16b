package io.mooring.notifier.mute;

import io.mooring.notifier.match.Matchers;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * While an alert is open that the source's conditions match, those that the target's match are not told.
 *
 * @param source conditions, such as {@code eventType=NodeDown}
 * @param target conditions
 * @param equal labels that both must have with the same value; a label that neither has is the same
 * @param emergency whether even an EMERGENCY is kept back
 */
public record InhibitionSettings(
        @NotBlank String name,
        List<String> source,
        List<String> target,
        @DefaultValue List<String> equal,
        @DefaultValue("false") boolean emergency) {

    /** Conditions that cannot be stop the start of the service, in words. */
    public InhibitionSettings {
        source = List.copyOf(source == null ? List.of() : source);
        target = List.copyOf(target == null ? List.of() : target);
        if (source.isEmpty() || target.isEmpty()) {
            throw new IllegalArgumentException("The inhibition '" + name + "' needs conditions for source and target");
        }
        Matchers.parse(source);
        Matchers.parse(target);
        equal = List.copyOf(equal);
    }
}
