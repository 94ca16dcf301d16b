/** The OpenID Connect issuer of the local system: sign-in page, tokens, keys. Production uses your own identity provider. */
@NullMarked
package io.mooring.issuer;

import org.jspecify.annotations.NullMarked;
