package io.mooring.backup.pipeline;

/** Bytes that nobody changes any more; the first {@code length} count. */
record Block(byte[] bytes, int length) {}
