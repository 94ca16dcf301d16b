/** A mail server that keeps what it is given and delivers nothing. */
@NullMarked
package io.mooring.embedded.mail;

import org.jspecify.annotations.NullMarked;
