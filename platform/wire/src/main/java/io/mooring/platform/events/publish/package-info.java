/** Publishing without a database: what a bounded buffer holds is sent when Kafka can be reached, and the rest is counted. */
@NullMarked
package io.mooring.platform.events.publish;

import org.jspecify.annotations.NullMarked;
