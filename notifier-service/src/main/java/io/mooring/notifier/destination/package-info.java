/** Where people can be told, as settings say. */
@NullMarked
package io.mooring.notifier.destination;

import org.jspecify.annotations.NullMarked;
