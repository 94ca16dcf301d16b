/** Passwords and keys of the local system, made at its first start. */
@NullMarked
package io.mooring.local.secret;

import org.jspecify.annotations.NullMarked;
