/** What plans include and how a subscription changes, in plain Java. */
@NullMarked
package com.moalog.server.subscription.model;

import org.jspecify.annotations.NullMarked;
