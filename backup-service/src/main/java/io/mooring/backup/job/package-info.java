/** Long work that outlives its process: a row under a lease, taken over when its owner dies. */
@NullMarked
package io.mooring.backup.job;

import org.jspecify.annotations.NullMarked;
