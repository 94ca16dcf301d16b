@NullMarked
package io.mooring.notifier.listen;

import org.jspecify.annotations.NullMarked;
