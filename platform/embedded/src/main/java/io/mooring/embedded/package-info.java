/** Kafka, PostgreSQL, a schema registry and an S3 store that one Java process starts by itself, for trying and testing. */
@NullMarked
package io.mooring.embedded;

import org.jspecify.annotations.NullMarked;
