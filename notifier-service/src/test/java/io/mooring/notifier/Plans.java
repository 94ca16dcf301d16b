package io.mooring.notifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Alerts and news of backups, each about a plan of its own: wherever one is told, it is known which. */
final class Plans implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("plan-\\d{4}-[0-9a-f]{8}");

    private final BackupEvents events = new BackupEvents();
    private final List<String> all = new ArrayList<>();

    /** So many more fail; their names. */
    List<String> fail(int many) {
        List<String> names = IntStream.range(0, many).mapToObj(i -> next()).toList();
        names.forEach(name -> events.publish(name, BackupEvents.failed(name, "The disk is full.")));
        return names;
    }

    /** News: of so many more a backup could not be deleted. */
    List<String> keepTooLong(int many) {
        List<String> names = IntStream.range(0, many).mapToObj(i -> next()).toList();
        names.forEach(name -> events.publish(name, BackupEvents.notDeleted(name)));
        return names;
    }

    private String next() {
        String name = "plan-%04d-%s"
                .formatted(all.size(), UUID.randomUUID().toString().substring(0, 8));
        all.add(name);
        return name;
    }

    /** The alerts of these are over. */
    void recover(List<String> names) {
        names.forEach(name -> events.publish(name, BackupEvents.completed(name)));
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /** The plan that a text is about: the first it names. */
    static Optional<String> in(String text) {
        Matcher found = NAME.matcher(text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    @Override
    public void close() {
        events.close();
    }
}
