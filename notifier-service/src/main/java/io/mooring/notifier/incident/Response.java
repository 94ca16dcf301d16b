package io.mooring.notifier.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who took it on.
 *
 * @param dueAt by when somebody must
 * @param by who is on it now; null when nobody is
 * @param firstAt when somebody took it on first; kept when it is reopened
 */
record Response(
        Instant dueAt, @Nullable String by, @Nullable Instant firstAt) {}
