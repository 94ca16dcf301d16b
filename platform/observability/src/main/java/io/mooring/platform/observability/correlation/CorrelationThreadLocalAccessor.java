package io.mooring.platform.observability.correlation;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Lets the logging key follow the Reactor context; found by {@link java.util.ServiceLoader}. */
public final class CorrelationThreadLocalAccessor implements ThreadLocalAccessor<String> {

    @Override
    public Object key() {
        return Correlation.KEY;
    }

    @Override
    public @Nullable String getValue() {
        return MDC.get(Correlation.KEY);
    }

    @Override
    public void setValue(String value) {
        // Asked around nearly each signal of a Reactor pipeline, most often for what is there already.
        if (!value.equals(MDC.get(Correlation.KEY))) {
            MDC.put(Correlation.KEY, value);
        }
    }

    @Override
    public void setValue() {
        MDC.remove(Correlation.KEY);
    }
}
