package io.mooring.backup;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import org.jspecify.annotations.Nullable;

/** A value for a SQL statement that may be NULL; NULL has a type, too. */
public final class SqlParameter {

    private SqlParameter() {}

    public static <T> Parameter of(@Nullable T value, Class<T> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }
}
