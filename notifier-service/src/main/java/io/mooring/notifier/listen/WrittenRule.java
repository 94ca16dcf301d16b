package io.mooring.notifier.listen;

import org.jspecify.annotations.Nullable;

/**
 * A rule of a file.
 *
 * @param rule null for one that only switches the built-in rule of its name off
 */
record WrittenRule(String name, @Nullable AlertRule rule) {}
