/** Reading backups back out of a location: the manifest with its signature, and chunks decrypted, decompressed and checked. */
@NullMarked
package io.mooring.backup.read;

import org.jspecify.annotations.NullMarked;
