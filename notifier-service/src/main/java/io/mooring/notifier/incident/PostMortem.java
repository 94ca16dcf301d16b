package io.mooring.notifier.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far what was learned is written down. The text is kept apart.
 *
 * @param required by the priority it has, or had when it was resolved
 * @param dueAt null before it is resolved
 */
record PostMortem(
        boolean required, Progress progress, @Nullable Instant dueAt) {

    /** How far it is written. */
    enum Progress {
        NOT_WRITTEN,
        DRAFT,
        DONE
    }

    static PostMortem begin(boolean required) {
        return new PostMortem(required, Progress.NOT_WRITTEN, null);
    }

    PostMortem dueAt(boolean nowRequired, @Nullable Instant due) {
        return new PostMortem(nowRequired, progress, due);
    }

    PostMortem at(Progress next) {
        return new PostMortem(required, next, dueAt);
    }

    boolean owed() {
        return required && progress != Progress.DONE;
    }

    /** As the API says it. */
    String word(Instant now) {
        if (progress == Progress.DONE) {
            return "done";
        }
        if (required && dueAt != null && now.isAfter(dueAt)) {
            return "overdue";
        }
        if (progress == Progress.DRAFT) {
            return "draft";
        }
        return required ? "due" : "not-required";
    }
}
