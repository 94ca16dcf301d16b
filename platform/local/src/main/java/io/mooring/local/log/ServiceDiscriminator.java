package io.mooring.local.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.sift.AbstractDiscriminator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Into whose file a line goes. Our own loggers name their service; a library's line belongs to the service whose thread wrote
 * it. Event loops serve all of them, so their lines, and those of the embedded parts, go to {@code local}.
 */
public final class ServiceDiscriminator extends AbstractDiscriminator<ILoggingEvent> {

    static final String EVERYBODY = "local";

    private static final String OURS = "io.mooring.";
    private static final Set<String> NAMED_BY_PACKAGE =
            Set.of("backup", "notifier", "monitor", "maintenance", "security", "scaling", "issuer", "gateway");
    private static final Set<String> SHARED_THREADS = Set.of("reactor-", "parallel-", "boundedElastic-");

    @Override
    public String getKey() {
        return "service";
    }

    @Override
    public String getDiscriminatingValue(ILoggingEvent event) {
        String named = byPackage(event.getLoggerName());
        if (named != null) {
            return named;
        }
        String thread = event.getThreadName();
        boolean shared = SHARED_THREADS.stream().anyMatch(thread::startsWith);
        String inherited = shared ? null : ServiceOfThread.get();
        return inherited == null ? EVERYBODY : inherited;
    }

    private static @Nullable String byPackage(String logger) {
        if (!logger.startsWith(OURS)) {
            return null;
        }
        int end = logger.indexOf('.', OURS.length());
        String first = logger.substring(OURS.length(), end < 0 ? logger.length() : end);
        return NAMED_BY_PACKAGE.contains(first) ? first : null;
    }
}
