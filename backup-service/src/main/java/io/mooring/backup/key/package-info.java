/** OpenPGP keys: whom a backup is encrypted to and who vouches for its manifest. */
@NullMarked
package io.mooring.backup.key;

import org.jspecify.annotations.NullMarked;
