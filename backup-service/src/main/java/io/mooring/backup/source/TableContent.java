package io.mooring.backup.source;

import java.math.BigInteger;

/**
 * What one table held.
 *
 * @param kind "table", "partition" or "partitioned"
 * @param hash by {@link ContentHash}; 32 hexadecimal digits
 * @param sql the statement that gives the same answer on a restored database, after {@link ContentHash#SETTINGS}
 */
public record TableContent(
        String schema,
        String name,
        String kind,
        long rows,
        String hash,
        String sql,
        BigInteger sumA,
        BigInteger sumB) {}
