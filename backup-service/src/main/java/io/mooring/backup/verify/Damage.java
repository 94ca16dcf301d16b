package io.mooring.backup.verify;

/** An object that is missing or not what was written, and what is wrong with it in words. */
public record Damage(String objectKey, String problem) {}
