@NullMarked
package io.mooring.notifier.http;

import org.jspecify.annotations.NullMarked;
