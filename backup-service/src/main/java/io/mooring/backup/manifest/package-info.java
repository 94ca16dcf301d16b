/** The document that makes a folder of chunks a backup, and how it is written and read. */
@NullMarked
package io.mooring.backup.manifest;

import org.jspecify.annotations.NullMarked;
