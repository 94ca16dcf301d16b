/** An S3 store with versions and object lock, for tests of what a store refuses. */
@NullMarked
package io.mooring.testkit.s3;

import org.jspecify.annotations.NullMarked;
