/** An S3 store over a folder, inside this JVM. */
@NullMarked
package io.mooring.embedded.s3;

import org.jspecify.annotations.NullMarked;
