/** Who may call: bearer tokens, roles and scopes, and what stays open. */
@NullMarked
package io.mooring.platform.web.security;

import org.jspecify.annotations.NullMarked;
