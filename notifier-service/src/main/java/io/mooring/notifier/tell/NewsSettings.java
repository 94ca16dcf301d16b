package io.mooring.notifier.tell;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much news (INFO) goes out one by one. Graver news always does.
 *
 * @param most so many within {@code within} at one destination; what comes then is told in a digest
 * @param quietFor a digest is over when nothing came for so long
 * @param longest and at the latest so long after it began
 */
public record NewsSettings(
        @Min(1) @Max(1_000) @DefaultValue("20") int most,
        @NotNull @DefaultValue("1m") Duration within,
        @NotNull @DefaultValue("2m") Duration quietFor,
        @NotNull @DefaultValue("15m") Duration longest) {}
