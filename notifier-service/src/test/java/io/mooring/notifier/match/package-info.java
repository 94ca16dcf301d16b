/** Tests of conditions on labels. */
@NullMarked
package io.mooring.notifier.match;

import org.jspecify.annotations.NullMarked;
