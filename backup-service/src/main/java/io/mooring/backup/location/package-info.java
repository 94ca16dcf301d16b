/** Where copies are kept: one port, an S3 bucket or a folder behind it. */
@NullMarked
package io.mooring.backup.location;

import org.jspecify.annotations.NullMarked;
