/** Benchmarks of the whole, and what benchmarks need; {@code ./mooring bench} runs them. */
@NullMarked
package io.mooring.local.bench;

import org.jspecify.annotations.NullMarked;
