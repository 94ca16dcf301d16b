/** Bearer tokens and the issuer that services check them against. */
@NullMarked
package io.mooring.testkit.token;

import org.jspecify.annotations.NullMarked;
