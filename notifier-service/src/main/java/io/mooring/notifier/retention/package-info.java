/** What is over long ago is forgotten: all that would else be kept for ever, and how long. */
@NullMarked
package io.mooring.notifier.retention;

import org.jspecify.annotations.NullMarked;
