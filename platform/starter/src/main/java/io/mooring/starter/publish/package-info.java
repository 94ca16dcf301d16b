/** Settings, the way to Kafka, and what is counted of it. */
@NullMarked
package io.mooring.starter.publish;

import org.jspecify.annotations.NullMarked;
