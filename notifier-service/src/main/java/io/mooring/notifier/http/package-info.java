/** One HTTP request that tells people: sent once, bounded in time, and honest about what is known afterwards. */
@NullMarked
package io.mooring.notifier.http;

import org.jspecify.annotations.NullMarked;
