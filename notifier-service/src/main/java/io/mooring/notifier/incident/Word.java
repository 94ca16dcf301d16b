package io.mooring.notifier.incident;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Constants as the API and people read them: lower case, with dashes. */
final class Word {

    private Word() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> Optional<E> read(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(word))
                .findFirst();
    }
}
