package io.mooring.platform.observability.correlation;

import io.mooring.schemas.UuidV7;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The correlation id. It travels as HTTP header {@value #HEADER}, as Reactor context entry and logging key {@value #KEY}
 * and as the CloudEvents header {@code ce_correlationid}. With automatic context propagation the logging key follows the
 * Reactor context.
 */
public final class Correlation {

    /** HTTP header, in requests and answers. */
    public static final String HEADER = "X-Correlation-Id";

    /** Key in the Reactor context and in the logging context (MDC). */
    public static final String KEY = "correlationId";

    /** Short and without spaces, quotes or line breaks: an id can neither forge a log line nor a header. */
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private Correlation() {}

    /** A caller's id if it is acceptable (1 to 128 of letters, digits, dot, underscore, colon, hyphen), else a new UUIDv7. */
    public static String acceptOrCreate(@Nullable String callers) {
        return callers != null && ACCEPTED.matcher(callers).matches()
                ? callers
                : UuidV7.system().next().toString();
    }

    /** The id of the current subscription, or of the current thread. */
    public static Optional<String> current(ContextView context) {
        return context.<String>getOrEmpty(KEY).or(Correlation::ofThread);
    }

    /** The id of the current thread. */
    public static Optional<String> ofThread() {
        return Optional.ofNullable(MDC.get(KEY));
    }

    /** A Reactor context entry, for {@code contextWrite}. */
    public static Context context(String correlationId) {
        return Context.of(KEY, correlationId);
    }

    /** Runs imperative code (a consumer, a scheduled task) under an id; the thread's former id is restored. */
    public static <T extends @Nullable Object> T under(String correlationId, Supplier<T> work) {
        String former = MDC.get(KEY);
        MDC.put(KEY, correlationId);
        try {
            return work.get();
        } finally {
            restore(former);
        }
    }

    private static void restore(@Nullable String former) {
        if (former == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, former);
        }
    }
}
