package io.mooring.platform.observability.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.PlaceholderResolutionException;

/** Which environment variable a setting's value comes from, as the service's configuration file says by {@code ${NAME}}. */
final class WhereFrom {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}]");

    private final Environment environment;
    private final List<PropertySource<?>> sources;

    WhereFrom(Environment environment) {
        this.environment = environment;
        this.sources = environment instanceof ConfigurableEnvironment configurable
                ? configurable.getPropertySources().stream().toList()
                : List.of();
    }

    /** By key, the variables that the configuration files name without a default and that are not set. */
    SortedMap<String, String> missing() {
        SortedMap<String, String> missing = new TreeMap<>();
        sources.stream()
                .filter(OriginTrackedMapPropertySource.class::isInstance)
                .flatMap(WhereFrom::keys)
                .forEach(key -> unset(key).ifPresent(variable -> missing.put(key, variable)));
        return missing;
    }

    private Optional<String> unset(String key) {
        Optional<String> value = raw(key);
        if (value.filter(text -> VARIABLE.matcher(text).find()).isEmpty()) {
            return Optional.empty();
        }
        try {
            environment.resolveRequiredPlaceholders(value.get());
            return Optional.empty();
        } catch (PlaceholderResolutionException unset) {
            return Optional.of(unset.getPlaceholder());
        }
    }

    /** As the source says it that wins, before its placeholders are replaced. */
    private Optional<String> raw(String key) {
        return sources.stream()
                .map(source -> source.getProperty(key))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .findFirst();
    }

    /** What a key is set to. */
    @Nullable
    String value(String key) {
        return environment.getProperty(key);
    }

    /** The variable of a key; empty where the configuration file names none. */
    Optional<String> of(String key) {
        return raw(key).map(VARIABLE::matcher).filter(Matcher::find).map(found -> found.group(1));
    }

    /** A sentence on the variables of all keys that a text names. */
    String among(String text) {
        List<String> named = new ArrayList<>();
        sources.stream()
                .flatMap(WhereFrom::keys)
                .filter(key -> key.contains(".") && text.contains(key))
                .distinct()
                .sorted(Comparator.naturalOrder())
                .forEach(key -> of(key).ifPresent(variable -> named.add(key + " is set by " + variable)));
        return named.isEmpty()
                ? "Correct these settings."
                : "Correct these settings: " + named.stream().collect(Collectors.joining(", ")) + ".";
    }

    /** {@code clientSecret} as it is written in files: {@code client-secret}. */
    static String hyphened(String field) {
        return field.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static Stream<String> keys(PropertySource<?> source) {
        return source instanceof EnumerablePropertySource<?> known
                ? Stream.of(known.getPropertyNames())
                : Stream.empty();
    }
}
