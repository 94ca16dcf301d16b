/** What is known of file trees from run to run, kept in the service's database. */
@NullMarked
package io.mooring.backup.known;

import org.jspecify.annotations.NullMarked;
