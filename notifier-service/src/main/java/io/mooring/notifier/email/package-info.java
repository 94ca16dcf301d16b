/** Mail by SMTP: a conversation is a thread. */
@NullMarked
package io.mooring.notifier.email;

import org.jspecify.annotations.NullMarked;
