package io.mooring.notifier.notice;

import io.mooring.notifier.alert.Severity;
import java.util.List;

/**
 * One event in words.
 *
 * @param eventId CloudEvents id of the event it tells of
 * @param eventType the event's short name, such as {@code BackupFailed}
 * @param alertKey what the notice is about: notices of one key follow each other
 * @param title one line, at most 150 characters
 * @param text what happened and what to do, plain text
 * @param facts name and value pairs worth seeing at a glance
 * @param correlationId what to search the logs for, or empty
 */
public record Notice(
        String eventId,
        String eventType,
        String alertKey,
        Severity severity,
        String title,
        String text,
        List<Fact> facts,
        String correlationId) {

    static final int TITLE_LENGTH = 150;

    /** A name with its value, both plain text. */
    public record Fact(String name, String value) {}

    public Notice {
        if (eventId.isBlank() || title.isBlank()) {
            throw new IllegalArgumentException("A notice needs the id of its event and a title");
        }
        title = title.length() <= TITLE_LENGTH ? title : title.substring(0, TITLE_LENGTH - 1) + "…";
        facts = List.copyOf(facts);
    }
}
