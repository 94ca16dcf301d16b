/** Events put into words: severity, title and text. */
@NullMarked
package io.mooring.notifier.notice;

import org.jspecify.annotations.NullMarked;
