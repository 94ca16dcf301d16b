@NullMarked
package io.mooring.notifier.slackwebhook;

import org.jspecify.annotations.NullMarked;
