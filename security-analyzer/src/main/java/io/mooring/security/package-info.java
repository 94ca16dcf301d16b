/** Detects attacks, decides responses and keeps the audit trail. */
@NullMarked
package io.mooring.security;

import org.jspecify.annotations.NullMarked;
