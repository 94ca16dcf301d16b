/** Everything that is said about one thing at one destination, and in which order. */
@NullMarked
package io.mooring.notifier.conversation;

import org.jspecify.annotations.NullMarked;
