/** How the gateway reaches Kafka and the schema registry. */
@NullMarked
package io.mooring.gateway.kafka;

import org.jspecify.annotations.NullMarked;
