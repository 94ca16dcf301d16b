@NullMarked
package io.mooring.backup.fresh;

import org.jspecify.annotations.NullMarked;
