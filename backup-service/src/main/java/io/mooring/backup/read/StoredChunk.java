package io.mooring.backup.read;

/**
 * One object that a manifest vouches for.
 *
 * @param key {@code planId/runId/name}
 * @param bytes its size as stored
 * @param sha256 of its bytes as stored, lower-case hexadecimal digits
 * @param sourceBytes what it holds, decrypted and decompressed; {@link #UNKNOWN} when the manifest does not say
 */
public record StoredChunk(String key, long bytes, String sha256, long sourceBytes) {

    public static final long UNKNOWN = -1;
}
