/** A Kafka broker inside this JVM. */
@NullMarked
package io.mooring.embedded.kafka;

import org.jspecify.annotations.NullMarked;
