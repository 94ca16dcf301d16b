/** What is wrong, from first heard of to over: reports, episodes, and what people do about them. */
@NullMarked
package io.mooring.notifier.alert;

import org.jspecify.annotations.NullMarked;
