package io.mooring.notifier.input;

import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.OutsideText;
import io.mooring.notifier.alert.Report;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One input, as settings describe it. */
record Input(String name, InputSettings settings, Credential credential) {

    private static final Set<String> OURS = Set.of("silence", "truncated", "refused");

    static Input of(String name, InputSettings settings) {
        return new Input(name, settings, new Credential(settings));
    }

    InputKind kind() {
        return settings.kind();
    }

    String source() {
        return "input/" + name;
    }

    String path() {
        return "/api/v1/inputs/" + name + "/" + kind().path();
    }

    /** The alert's key for what the source calls by this name, however long that is and whatever is in it. */
    String key(String id) {
        String key = source() + "/" + id;
        boolean fits = key.length() <= Report.KEY
                && OutsideText.isWhole(id)
                && id.chars().noneMatch(Character::isISOControl);
        return fits && !OURS.contains(id.split("/", 2)[0]) ? key : source() + "/" + Plain.digest(id);
    }

    /** The key of what this service says of the input: no source can name it. */
    String ownKey(String id) {
        return ownKey(name, id);
    }

    static String ownKey(String name, String id) {
        if (!OURS.contains(id.split("/", 2)[0])) {
            throw new IllegalArgumentException(id + " is not kept for this service");
        }
        return "input/" + name + "/" + id;
    }

    Origin origin(String eventId) {
        return Origin.of(Plain.cut(eventId, 200), kind().word(), source());
    }

    /** The input's own labels win: what a source says must not change its routes. */
    Map<String, String> labels(Map<String, String> said) {
        Map<String, String> all = new TreeMap<>();
        all.put("input", name);
        all.putAll(settings.labels());
        said.entrySet().stream()
                .filter(label -> !label.getKey().isBlank())
                .sorted(Map.Entry.comparingByKey())
                .sorted((one, other) -> Boolean.compare(isVital(other.getKey()), isVital(one.getKey())))
                .forEach(label -> {
                    if (all.size() < Report.LABELS) {
                        all.putIfAbsent(label.getKey(), label.getValue());
                    }
                });
        return all;
    }

    /** Kept when there are too many. */
    private boolean isVital(String label) {
        return label.equals("alertname") || label.equals(settings.severity().label());
    }

    @Override
    public String toString() {
        return source();
    }
}
