/** Signing in and out, sessions, and the token that goes on to the services. */
@NullMarked
package io.mooring.gateway.login;

import org.jspecify.annotations.NullMarked;
