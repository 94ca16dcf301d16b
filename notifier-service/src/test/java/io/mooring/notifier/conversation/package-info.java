@NullMarked
package io.mooring.notifier.conversation;

import org.jspecify.annotations.NullMarked;
