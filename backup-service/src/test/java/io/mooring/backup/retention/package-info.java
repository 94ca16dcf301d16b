@NullMarked
package io.mooring.backup.retention;

import org.jspecify.annotations.NullMarked;
