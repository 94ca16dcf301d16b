package io.mooring.notifier.alert;

import io.mooring.platform.web.problem.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with what a person asks a {@link Report} to say. */
public final class ReportFaults {

    private static final int NAME = 100;

    private ReportFaults() {}

    /** In words, by field; what is left out is no fault. */
    public static List<FieldFault> of(@Nullable String key, @Nullable Map<String, @Nullable String> labels) {
        List<FieldFault> faults = new ArrayList<>();
        if (key != null && key.length() > Report.KEY) {
            faults.add(new FieldFault("key", "has at most " + Report.KEY + " characters"));
        }
        // Of other texts it is left out. A key without it would be another's.
        if (key != null && key.indexOf('\0') >= 0) {
            faults.add(new FieldFault("key", "holds the character NUL, which no alert can keep"));
        }
        if (key != null && !OutsideText.isWhole(key)) {
            faults.add(
                    new FieldFault("key", "holds half a character (a surrogate without its pair), which is no text"));
        }
        if (labels != null && labels.size() > Report.LABELS) {
            faults.add(new FieldFault("labels", "are at most " + Report.LABELS));
        } else if (labels != null) {
            labels.entrySet().stream()
                    .filter(label -> label.getValue() == null)
                    .map(label -> new FieldFault(
                            "labels." + OutsideText.cut(label.getKey(), NAME),
                            "has no value: give it one, or leave it out"))
                    .forEach(faults::add);
        }
        return faults;
    }
}
