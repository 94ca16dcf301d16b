/** Measures this host, keeps what was measured and tells it. */
@NullMarked
package io.mooring.monitor.sample;

import org.jspecify.annotations.NullMarked;
