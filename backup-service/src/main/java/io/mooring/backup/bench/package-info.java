/** Measures the pipeline against stock tools on the same database in the same run. */
@NullMarked
package io.mooring.backup.bench;

import org.jspecify.annotations.NullMarked;
