package io.mooring.notifier.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a level, or for a schedule that no level names, at one moment.
 *
 * @param level the level's name; null for a schedule that no level names
 * @param schedule null when the level names a person
 * @param person null: nobody is on call
 * @param until when this may change; null: never by itself
 */
public record Duty(
        @Nullable String level,
        @Nullable String schedule,
        @Nullable Person person,
        Because because,
        @Nullable Instant until) {}
