@NullMarked
package io.mooring.notifier.notice;

import org.jspecify.annotations.NullMarked;
