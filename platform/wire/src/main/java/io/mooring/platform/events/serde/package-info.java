/**
 * Avro events as bytes in Confluent's wire format: a zero byte, four bytes of schema id, the Avro body. See
 * <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">the
 * format's description</a>.
 */
@NullMarked
package io.mooring.platform.events.serde;

import org.jspecify.annotations.NullMarked;
