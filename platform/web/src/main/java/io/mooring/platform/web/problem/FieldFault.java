package io.mooring.platform.web.problem;

/**
 * What is wrong with one field of a request.
 *
 * @param field path of the field as the caller wrote it: {@code schedule.cron}, {@code limit}
 * @param message what is wrong, in words, without the field's name
 */
public record FieldFault(String field, String message) {}
