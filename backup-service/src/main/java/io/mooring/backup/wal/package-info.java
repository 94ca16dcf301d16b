/** Point-in-time recovery: receiving a cluster's write-ahead log, shipping it, and knowing how much would be lost now. */
@NullMarked
package io.mooring.backup.wal;

import org.jspecify.annotations.NullMarked;
