package io.mooring.platform.web.problem;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Names what was expected in words that someone without our sources understands. */
final class TypeInWords {

    private TypeInWords() {}

    static String of(@Nullable Class<?> expected) {
        if (expected == null) {
            return "of the expected type";
        }
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(expected);
        if (type.isEnum()) {
            return "one of " + constants(type);
        }
        if (type == Integer.class || type == Long.class || type == Short.class) {
            return "a whole number in range";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "a list" : scalar(type);
    }

    private static String scalar(Class<?> type) {
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == Instant.class || type == OffsetDateTime.class) {
            return "an ISO-8601 time of the years 1970 to 9999, such as 2026-01-31T02:00:00Z";
        }
        if (type == LocalTime.class) {
            return "a time of day such as 02:00";
        }
        return type == Duration.class ? "an ISO-8601 duration such as PT15M" : "an object of the expected form";
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", "));
    }
}
