/** Events from Kafka, live to browsers. */
@NullMarked
package io.mooring.gateway.stream;

import org.jspecify.annotations.NullMarked;
