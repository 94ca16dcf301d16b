package io.mooring.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that no log shows. */
record Secret(String value) {

    /** What Spring's binder calls. */
    public static Secret valueOf(String value) {
        return new Secret(value);
    }

    /** The secret given by value or by file; a fault in words when there is none, or two. */
    static @Nullable Secret from(String key, @Nullable Secret value, @Nullable Path file, List<String> faults) {
        boolean given = value != null && !value.value.isBlank();
        boolean filed = file != null && !file.toString().isBlank();
        if (given == filed) {
            faults.add(key + ": set either " + key + " or " + key + "-file" + (given ? ", not both" : ""));
            return null;
        }
        return given ? value : read(key, file, faults);
    }

    private static @Nullable Secret read(String key, @Nullable Path file, List<String> faults) {
        try {
            String text = Files.readString(file).strip();
            if (!text.isEmpty()) {
                return new Secret(text);
            }
            faults.add(key + "-file: " + file + " is empty");
        } catch (IOException unreadable) {
            faults.add(key + "-file: " + file + " cannot be read (" + unreadable + ")");
        }
        return null;
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
