package io.mooring.backup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether two trees hold the same folders and files, byte for byte. */
final class CompareTrees {

    private CompareTrees() {}

    /** The first difference of names, content or times of modification, in words; empty when there is none. */
    static Optional<String> difference(Path original, Path restored) throws IOException {
        Optional<String> found = differentContent(original, restored);
        return found.isPresent() ? found : differentTime(original, restored);
    }

    /** Names and content only. */
    static Optional<String> differentContent(Path original, Path restored) throws IOException {
        TreeSet<String> names = names(original);
        TreeSet<String> found = names(restored);
        for (String name : names) {
            if (!found.contains(name)) {
                return Optional.of(name + " is not there");
            }
            Path one = original.resolve(name);
            Path other = restored.resolve(name);
            if (Files.isDirectory(one) != Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(name + " is something else");
            }
            long at = Files.isDirectory(one) ? -1 : Files.mismatch(one, other);
            if (at >= 0) {
                return Optional.of(name + " differs at byte " + at);
            }
        }
        found.removeAll(names);
        return found.stream().findFirst().map(name -> name + " should not be there");
    }

    private static Optional<String> differentTime(Path original, Path restored) throws IOException {
        for (String name : names(original)) {
            if (!Files.getLastModifiedTime(original.resolve(name))
                    .equals(Files.getLastModifiedTime(restored.resolve(name)))) {
                return Optional.of("'" + name + "' has another time of modification");
            }
        }
        return Optional.empty();
    }

    private static TreeSet<String> names(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(path -> root.relativize(path).toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
