@NullMarked
package io.mooring.backup.job;

import org.jspecify.annotations.NullMarked;
