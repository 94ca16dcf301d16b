/** Folders: walked by directory handles, cut into chunks by content, stored once each. Plain Java, and the C library for names. */
@NullMarked
package io.mooring.backup.source.tree;

import org.jspecify.annotations.NullMarked;
