/** Real Kafka, PostgreSQL, registry and S3 for tests: containers where a Docker engine answers, embedded parts otherwise. */
@NullMarked
package io.mooring.testkit;

import org.jspecify.annotations.NullMarked;
