package io.mooring.notifier.announcement;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who hears of maintenance.
 *
 * @param destinations names of destinations; none: nobody hears
 * @param zone in which times are told besides UTC
 * @param poll how often what is due is looked for
 */
public record AnnouncementSettings(
        @NotNull @DefaultValue List<String> destinations,
        @NotNull @DefaultValue("UTC") ZoneId zone,
        @NotNull @DefaultValue("1s") Duration poll) {}
