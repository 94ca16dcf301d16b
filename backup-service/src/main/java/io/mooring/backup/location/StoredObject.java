package io.mooring.backup.location;

/** An object that is completely written; {@code bytes} is its size. */
public record StoredObject(String key, long bytes) {}
