package io.mooring.notifier.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param by null when its alerts ended and settings let that end it */
record Resolution(Instant at, @Nullable String by, String summary) {}
