/** Work that is looked for in rows, over and over. */
@NullMarked
package io.mooring.notifier.background;

import org.jspecify.annotations.NullMarked;
