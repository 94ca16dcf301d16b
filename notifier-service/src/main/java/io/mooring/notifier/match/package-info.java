/** Which alerts are meant: conditions on labels, for routes, silences and inhibitions alike. */
@NullMarked
package io.mooring.notifier.match;

import org.jspecify.annotations.NullMarked;
