package io.mooring.notifier.input;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A part of a message with the place where it stands. What is absent and what is null are the same; what is of another
 * type than it must be is a problem that names its place.
 */
record Json(JsonNode node, String path) {

    /** So that the words of a refusal stay short. */
    private static final int NAMED = 80;

    private static final Pattern NARROW_OFFSET = Pattern.compile("([+-]\\d{2})(\\d{2})$");

    Json get(String name) {
        return new Json(node.path(name), path.isEmpty() ? name : path + "." + Plain.cut(name, NAMED));
    }

    boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    Json object() {
        if (!node.isObject()) {
            throw wrong(isAbsent() ? "is missing" : "is not an object");
        }
        return this;
    }

    List<Json> items(int most) {
        if (!node.isArray()) {
            throw wrong(isAbsent() ? "is missing" : "is not a list");
        }
        if (node.size() > most) {
            throw new ProblemException(
                    NotifierProblem.TOO_MANY_AT_ONCE,
                    "There are " + node.size() + " in '" + path + "'; at most " + most + " are taken in one message.");
        }
        List<Json> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(new Json(item, path + "[" + items.size() + "]"));
        }
        return items;
    }

    /** Not blank. */
    String needed() {
        String text = text();
        if (text.isBlank()) {
            throw wrong("is missing or blank");
        }
        return text;
    }

    /** Empty when absent. */
    String text() {
        if (isAbsent()) {
            return "";
        }
        if (!node.isString()) {
            throw wrong("is not a text");
        }
        return node.stringValue();
    }

    /** Texts by name, in their order; empty when absent. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (!isAbsent()) {
            object().node
                    .properties()
                    .forEach(entry ->
                            texts.put(entry.getKey(), get(entry.getKey()).text()));
        }
        return texts;
    }

    /** Zero when absent. */
    long count() {
        if (isAbsent()) {
            return 0;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong("is not a whole number");
        }
        return node.longValue();
    }

    /** Null when absent. */
    @Nullable
    Instant time() {
        String text = text();
        if (text.isBlank()) {
            return null;
        }
        try {
            // PagerDuty's own examples write the offset without a colon.
            return OffsetDateTime.parse(NARROW_OFFSET.matcher(text).replaceFirst("$1:$2"))
                    .toInstant();
        } catch (DateTimeException notATime) {
            throw wrong("is not a time such as 2026-01-31T12:00:00Z");
        }
    }

    ProblemException wrong(String message) {
        return ProblemException.ofField(
                NotifierProblem.MESSAGE_NOT_UNDERSTOOD, path.isEmpty() ? "body" : path, message);
    }
}
