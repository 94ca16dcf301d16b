/** A receiver of signed webhooks: for a local system, for tests and for benchmarks. */
@NullMarked
package io.mooring.embedded.webhook;

import org.jspecify.annotations.NullMarked;
