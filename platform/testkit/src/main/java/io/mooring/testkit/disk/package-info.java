/** Disks that are full or read-only. */
@NullMarked
package io.mooring.testkit.disk;

import org.jspecify.annotations.NullMarked;
